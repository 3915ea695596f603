//! `Auth::csrf_token`: the CSRF value for a page that is rendered on the server.

use super::Auth;
use crate::claims::Claims;
use crate::config::AuthConfig;

impl<C: AuthConfig> Auth<C> {
    /// The CSRF value that requests of a page need in this session. `None` if tokens are not carried in cookies, or if the
    /// claims belong to no session of this `Auth`, as those of another issuer.
    ///
    /// A page that is rendered on the server puts the value into a hidden field of its forms, by default `csrf_token`. Scripts
    /// read it from a cookie, by default `__Host-csrf_token`, and send it in the header `X-CSRF-Token`.
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
        let key = self.http_settings().csrf.key.as_ref()?;
        let local = self.local_claims(claims.verified()).ok()?;
        local.session_id().map(|session| key.session_value(session))
    }
}
