//! What a login gives a browser, and what takes it back.

use axum::http::HeaderValue;
use axum::http::request::Parts;

use super::Claims;
use crate::auth::Auth;
use crate::claim::ClaimSet;
use crate::config::{AuthConfig, CsrfProtection, Delivery};
use crate::cookie::{RequestCookies, TooLarge};
use crate::csrf::Digest;
use crate::error::AuthError;
use crate::token::{Mint, random_id};

/// A session that begins: what its tokens say of it, and the value that its pages need.
pub(crate) struct NewSession {
    id: String,
    pub(crate) csrf: Option<String>,
}

impl<C: AuthConfig> Auth<C> {
    /// The value that requests of a page need in a session; none if cookies carry no tokens, or the session is none of
    /// this service.
    ///
    /// A page that is rendered on the server puts it into a hidden field of its forms, by default `csrf_token`. Scripts
    /// find it in a cookie, by default `__Host-csrf_token`, and send it in the header `X-CSRF-Token`.
    ///
    /// ```
    /// use axum::extract::State;
    /// use axum::response::Html;
    /// use jwt_guard::prelude::*;
    ///
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// #[protected]
    /// async fn page(State(auth): State<Auth<Api>>, claims: Claims) -> Html<String> {
    ///     let csrf = auth.csrf_token(&claims).unwrap_or_default();
    ///     Html(format!(
    ///         r#"<form method="post"><input type="hidden" name="csrf_token" value="{csrf}"><button>Go</button></form>"#
    ///     ))
    /// }
    /// ```
    #[must_use]
    pub fn csrf_token<T: ?Sized, I>(&self, claims: &Claims<T, I>) -> Option<String> {
        let key = self.web().csrf.key.as_ref()?;
        claims.session_id().map(|session| key.of_session(session))
    }

    /// A new session, which only browsers need.
    pub(crate) fn new_session(&self) -> Result<Option<NewSession>, AuthError> {
        let web = self.web();
        if web.delivery == Delivery::Body {
            return Ok(None);
        }
        let id = random_id().ok_or(AuthError::Unavailable)?;
        let needs_csrf = web.csrf.protection == CsrfProtection::On;
        let key = web.csrf.key.as_ref().filter(|_| needs_csrf);
        Ok(Some(NewSession {
            csrf: key.map(|key| key.of_session(&id)),
            id,
        }))
    }

    /// How cookies are called on a request.
    pub(crate) fn cookies(&self, parts: &Parts) -> RequestCookies<'_> {
        self.web().cookies.for_request(parts)
    }

    /// The cookies of a session that begins.
    pub(crate) fn session_cookies(
        &self,
        parts: &Parts,
        token: &str,
        session: &NewSession,
    ) -> Result<Vec<HeaderValue>, AuthError> {
        let left = self.minter().access_ttl();
        let cookies = self.cookies(parts);
        cookies.set(token, session.csrf.as_deref(), left).map_err(|TooLarge| {
            AuthError::Misconfigured(
                "the token is longer than the 4096 bytes that browsers keep of a cookie: give it fewer claims or scopes",
            )
        })
    }
}

impl NewSession {
    /// Puts the session into its token.
    pub(crate) fn in_token<'a, T: ClaimSet>(&'a self, mint: Mint<'a, T>) -> Mint<'a, T> {
        mint.in_session(&self.id, self.csrf.as_deref().map(Digest::of))
    }
}
