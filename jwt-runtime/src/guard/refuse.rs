//! From a refusal's reason to its answer: what the settings of the request say of it.

use axum::http::request::Parts;

use super::{Exchange, PolicySpec, Rules};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::{AuthError, Refusal};

impl<C: AuthConfig> Auth<C> {
    /// A refusal that no policy asked for, by an endpoint.
    pub(crate) fn refuse(&self, error: impl Into<AuthError>) -> Refusal {
        Refusal::new(error.into(), self.answers())
    }

    /// A refusal by the guard of a handler.
    #[cold]
    pub(super) fn refuse_request(
        &self,
        error: AuthError,
        parts: &Parts,
        spec: &'static PolicySpec,
        exchange: Option<&Exchange>,
    ) -> Refusal {
        let rules = match exchange {
            Some(exchange) => Rules::of(spec, exchange).unwrap_or_default(),
            None => Rules::default(),
        };
        let _ = parts;
        self.refuse(error)
            .in_realm(rules.realm())
            .varying_by(rules.lookup(self.places()).varies_by())
    }
}
