//! Which `Auth` decides about a route, and where it finds the token.

use std::any::{TypeId, type_name};

use jwt_syntax::http::token_location::TokenLocation;

use crate::auth::AuthState;
use crate::claims::DefaultInstance;
use crate::config::AuthConfig;
use crate::guard::PolicySpec;

/// What is known of the `Auth` of a route: its instance, and after the router has its state, where tokens stand.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::router) struct RouteAuth {
    /// What the handler names in `auth = ..`; the configuration for the default instance, once it is known.
    instance: Option<&'static str>,
    token_from: Option<Box<[TokenLocation]>>,
}

impl RouteAuth {
    /// That of a handler which names the instance `I`.
    pub(in crate::router) fn of<I: 'static>() -> Self {
        let is_default = TypeId::of::<I>() == TypeId::of::<DefaultInstance>();
        Self {
            instance: (!is_default).then(|| short(type_name::<I>())),
            token_from: None,
        }
    }

    /// The same, with what the state says of it.
    pub(in crate::router) fn in_state<I: 'static, S: AuthState<I>>(
        state: &S,
        spec: &PolicySpec,
    ) -> Self {
        let own = spec.overrides().and_then(|overrides| overrides.token_from);
        let places = own.unwrap_or(&state.auth().http_settings().token_locations.order);
        Self {
            instance: Self::of::<I>().instance.or(Some(S::Config::NAME)),
            token_from: Some(places.into()),
        }
    }

    pub(in crate::router) fn instance(&self) -> Option<&'static str> {
        self.instance
    }

    pub(in crate::router) fn token_from(&self) -> Option<&[TokenLocation]> {
        self.token_from.as_deref()
    }
}

/// The name of a type without the modules that it is in.
fn short(name: &'static str) -> &'static str {
    let end = name.find('<').unwrap_or(name.len());
    let (path, _) = name.split_at_checked(end).unwrap_or((name, ""));
    path.rsplit("::").next().unwrap_or(path)
}
