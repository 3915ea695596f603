//! What a login gives a browser, and what takes it back.

use axum::http::HeaderValue;
use axum::http::request::Parts;

use crate::auth::Auth;
use crate::claim::ClaimSet;
use crate::claims::Claims;
use crate::config::HttpSettings;
use crate::config::{AuthConfig, CsrfProtection, Delivery};
use crate::cookie::{Handed, MAX_BYTES, RequestCookies, Unkept};
use crate::error::AuthError;
use crate::key::CsrfDigest;
use crate::token::{Mint, claim_sizes, random_id};

/// A session: what its tokens say of it, and the value that its pages need.
pub(crate) struct InSession {
    pub(crate) id: String,
    pub(crate) csrf: Option<String>,
}

impl<C: AuthConfig> Auth<C> {
    /// The value that requests of a page need in a session; none if cookies carry no tokens, or the claims are of no session of
    /// this `Auth`: of another issuer, say.
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
        let own = self.own(claims.verified()).ok()?;
        own.session_id().map(|session| key.of_session(session))
    }

    /// A new session, if there is anything that needs its name: cookies, or a store.
    pub(crate) fn new_session(&self) -> Result<Option<InSession>, AuthError> {
        if self.web().delivery == Delivery::Body && self.keeper().is_none() {
            return Ok(None);
        }
        let id = random_id().ok_or(AuthError::Unavailable)?;
        Ok(Some(self.in_session(&id)))
    }

    /// The session of this name.
    pub(crate) fn in_session(&self, id: &str) -> InSession {
        let HttpSettings { csrf, delivery, .. } = self.web();
        let needs_csrf = *delivery != Delivery::Body && csrf.protection == CsrfProtection::On;
        let key = csrf.key.as_ref().filter(|_| needs_csrf);
        InSession {
            csrf: key.map(|key| key.of_session(id)),
            id: id.to_owned(),
        }
    }

    /// How cookies are called on a request.
    pub(crate) fn cookies(&self, parts: &Parts) -> RequestCookies<'_> {
        self.web().cookies.for_request(parts)
    }

    /// What clears all cookies of a session, where there are any.
    pub(crate) fn cleared_session(&self, parts: &Parts) -> Vec<HeaderValue> {
        match self.web().uses_cookies() {
            true => self.cookies(parts).clear(),
            false => Vec::new(),
        }
    }

    /// The cookies of a session: its tokens, each with the seconds for which it is good, and the value that its pages
    /// need. `is_sent` says which cookies the request has.
    pub(crate) fn session_cookies(
        &self,
        cookies: RequestCookies<'_>,
        (access, access_left): (&str, i64),
        refresh: Option<(&str, i64)>,
        session: Option<&InSession>,
        is_sent: &dyn Fn(&str) -> bool,
    ) -> Result<Vec<HeaderValue>, AuthError> {
        let handed = Handed {
            access,
            access_left,
            refresh,
            csrf: session.and_then(|session| session.csrf.as_deref()),
        };
        cookies.set(&handed, is_sent).map_err(|unkept| match unkept {
            Unkept::TooLarge { name, size } => {
                let token = match cookies.refresh() == Some(&*name) {
                    true => refresh.map_or(access, |(token, _)| token),
                    false => access,
                };
                tracing::error!(
                    cookie = %name,
                    size,
                    limit = MAX_BYTES,
                    claims = %claim_sizes(token),
                    "a token is too large for a cookie: give it fewer scopes or claims, or hand it out in the body"
                );
                AuthError::TokenTooLarge
            }
            Unkept::Unwritable => AuthError::Misconfigured(
                "a token has a character that no cookie can have",
            ),
        })
    }
}

impl InSession {
    /// Puts the session into a token of it.
    pub(crate) fn in_token<'a, T: ClaimSet>(&'a self, mint: Mint<'a, T>) -> Mint<'a, T> {
        mint.in_session(&self.id, self.csrf.as_deref().map(CsrfDigest::of))
    }
}
