//! From a refusal's reason to its answer: what the settings of the request say of it.

use std::sync::Arc;

use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use axum::http::{Method, StatusCode};
use jwt_syntax::place::Source;

use super::{Exchange, PolicySpec, Rules};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::{Answers, AuthError, Refusal};

impl<C: AuthConfig> Auth<C> {
    /// A refusal that no policy asked for, by an endpoint.
    pub(crate) fn refuse(&self, error: impl Into<AuthError>) -> Refusal {
        Refusal::new(error.into(), &self.web().answers)
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
        let cookies = self.cookies(parts);
        // A browser would send a dead token with every request, and be refused where no token is needed.
        let is_dead_cookie = matches!(error, AuthError::InvalidToken(_))
            && exchange.and_then(Exchange::source) == Some(Source::Cookie);
        let redirect = rules
            .login_redirect()
            .or(self.web().login_redirect.as_deref());
        let redirect =
            redirect.filter(|_| error.status() == StatusCode::UNAUTHORIZED && wants_a_page(parts));
        let lookup = rules.lookup(&self.web().places, cookies);
        let clear = is_dead_cookie.then(|| cookies.clear_access(lookup.cookie_name));
        let refusal = match (&error, exchange) {
            (AuthError::MissingToken, Some(_)) => {
                let how = lookup.in_words().into();
                let answers = Answers::clone(&self.web().answers);
                Refusal::new(error, &Arc::new(Answers { how, ..answers }))
            }
            _ => self.refuse(error),
        };
        refusal
            .in_realm(rules.realm())
            .varying_by(lookup.varies_by())
            .with_cookies(clear.unwrap_or_default())
            .redirecting_to(redirect)
    }
}

/// Whether a browser asks for a page, which can be another one.
fn wants_a_page(parts: &Parts) -> bool {
    let accepts = parts.headers.get_all(ACCEPT).iter().any(|value| {
        let types = value.to_str().unwrap_or_default();
        types.split(',').any(|media_type| {
            let name = media_type.split(';').next().unwrap_or_default();
            name.trim().eq_ignore_ascii_case("text/html")
        })
    });
    accepts && matches!(parts.method, Method::GET | Method::HEAD)
}
