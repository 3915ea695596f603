//! `RouteAuth`: the `Auth` that decides on a route, and its token locations.

use std::any::{TypeId, type_name};

use jwt_syntax::http::token_location::TokenLocation;

use crate::auth::AuthState;
use crate::claims::DefaultInstance;
use crate::config::AuthConfig;
use crate::guard::PolicySpec;

/// The instance of an `Auth` and, once the router has its state, its token locations.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(in crate::router) struct RouteAuth {
    /// The name in `auth = ..` of the handler; for the default instance, the configuration, once it is known.
    instance: Option<&'static str>,
    token_from: Option<Box<[TokenLocation]>>,
}

impl RouteAuth {
    /// The `Auth` of a handler that names the instance `I`.
    pub(in crate::router) fn of<I: 'static>() -> Self {
        let is_default = TypeId::of::<I>() == TypeId::of::<DefaultInstance>();
        Self {
            instance: (!is_default).then(|| short(type_name::<I>())),
            token_from: None,
        }
    }

    /// The same, completed from the state.
    pub(in crate::router) fn in_state<I: 'static, S: AuthState<I>>(
        state: &S,
        spec: &PolicySpec,
    ) -> Self {
        let of_handler = spec.overrides().and_then(|overrides| overrides.token_from);
        let places = of_handler.unwrap_or(&state.auth().http_settings().token_locations.order);
        Self {
            instance: Self::of::<I>().instance.or(Some(S::Config::NAME)),
            // Refresh tokens are read from other locations.
            token_from: (!spec.takes_refresh_token()).then(|| places.into()),
        }
    }

    pub(in crate::router) fn instance(&self) -> Option<&'static str> {
        self.instance
    }

    pub(in crate::router) fn token_from(&self) -> Option<&[TokenLocation]> {
        self.token_from.as_deref()
    }
}

/// The name of a type without its path.
fn short(name: &'static str) -> &'static str {
    let end = name.find('<').unwrap_or(name.len());
    let (path, _) = name.split_at_checked(end).unwrap_or((name, ""));
    path.rsplit("::").next().unwrap_or(path)
}
