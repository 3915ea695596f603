//! The settings that a handler overrides, over its configuration, as the rules between settings read them.

use std::any::Any;

use jwt_syntax::algorithm::Algorithm;
use jwt_syntax::setting::{
    Fact, KnownValue, SettingKey, SettingType, SettingsView, contradictions_of_handler, key,
};

use crate::auth::Auth;
use crate::config::{AuthConfig, has_users};
use crate::guard::{Overrides, PolicySpec};

/// Everything that a handler with this policy requires and its configuration does not have. A `GuardedRouter` reports it at
/// start-up; elsewhere, requests are refused.
pub(crate) fn problems_with<C: AuthConfig>(auth: &Auth<C>, spec: &PolicySpec) -> Vec<String> {
    let overrides = spec.overrides().unwrap_or(&Overrides::NONE);
    let found = contradictions_of_handler(&HandlerView { auth, overrides });
    let refresh = refresh_problem(auth, spec).map(str::to_owned);
    found
        .iter()
        .map(ToString::to_string)
        .chain(refresh)
        .collect()
}

/// Why no request to a handler that takes a refresh token can succeed.
fn refresh_problem<C: AuthConfig>(auth: &Auth<C>, spec: &PolicySpec) -> Option<&'static str> {
    if !spec.takes_refresh_token() {
        return None;
    }
    match auth.session_service() {
        None => Some(
            "`#[protected(refresh)]`: found no store; expected one: `Auth::builder(..).store(..)`",
        ),
        Some(session_service) if !session_service.rules.refresh => Some(
            "`#[protected(refresh)]`: found `refresh` off; expected `on`, so that there are refresh tokens",
        ),
        Some(_) => None,
    }
}

struct HandlerView<'a, C: AuthConfig> {
    auth: &'a Auth<C>,
    overrides: &'a Overrides,
}

impl<C: AuthConfig> SettingsView for HandlerView<'_, C> {
    /// The settings that depend on the configuration. The others were compared when the program was compiled.
    fn value<T: SettingType>(&self, setting: SettingKey<T>) -> KnownValue<T> {
        let configured = &*self.auth.http_settings().token_locations.order;
        let name = setting.name();
        let value = if name == key::csrf.name() {
            boxed(self.overrides.csrf)
        } else if name == key::revocation.name() {
            boxed(self.overrides.revocation)
        } else if name == key::user_lookup.name() {
            boxed(self.overrides.user_lookup)
        } else if name == key::token_from.name() {
            boxed(Some(
                self.overrides.token_from.unwrap_or(configured).to_vec(),
            ))
        } else {
            None
        };
        match value.map(<Box<dyn Any>>::downcast::<T>) {
            Some(Ok(value)) => KnownValue::Given(*value),
            _ => KnownValue::Unknown,
        }
    }

    /// Not known: the settings of a block are there as well, for handlers that do not override what they depend on.
    fn is_given(&self, _: &str) -> Option<bool> {
        None
    }

    fn holds(&self, fact: Fact) -> Option<bool> {
        match fact {
            Fact::Users => Some(has_users::<C>()),
            Fact::Store => Some(self.auth.session_service().is_some()),
            Fact::CsrfValues => Some(!self.auth.http_settings().csrf.has_no_values()),
            _ => None,
        }
    }

    fn custom_claims(&self) -> Option<&[&str]> {
        None
    }

    fn key_algorithms(&self) -> Option<Vec<Algorithm>> {
        None
    }
}

fn boxed<T: 'static>(value: Option<T>) -> Option<Box<dyn Any>> {
    value.map(|value| Box::new(value) as Box<dyn Any>)
}
