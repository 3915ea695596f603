//! Claims and users where no guard stands before the extractor: in a middleware.

use axum::http::request::Parts;
use axum::middleware::{FromFnLayer, from_fn_with_state};

use super::preflight::is_preflight;
use super::{Access, AuthLayer, PolicySpec, Wanted, enforce};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::Refusal;

/// What a middleware asks for: the policy of `#[protected]`.
static IN_MIDDLEWARE: PolicySpec = PolicySpec::new(
    "an extractor that no guard stands before",
    Access::Protected,
);

impl<C: AuthConfig> Auth<C> {
    /// A layer that calls a function with claims: a middleware of axum, as [`axum::middleware::from_fn`] makes it.
    ///
    /// The function can take [`Claims`](crate::claims::Claims) and [`CurrentUser`](super::CurrentUser) of this `Auth`, and options of
    /// them. A middleware runs before the guard of the handler, so that the request is admitted for it as for a handler
    /// with `#[protected]`: by the same checks (signature, CSRF, revocation and all others), with the settings of the
    /// configuration.
    ///
    /// - `Claims` refuses the request as the guard of such a handler does, whatever is behind the middleware.
    /// - `Option<Claims>` refuses nothing but what fails in this service: it is `None` where `Claims` would be refused, so
    ///   that logins and public pages go on with a token that has expired. The guard behind it decides as if there were no
    ///   middleware.
    ///
    /// What a handler asks for beyond the configuration (scopes, a recent login, settings of its own) is known to its guard
    /// alone, and compared after the middleware.
    ///
    /// ```
    /// use axum::extract::Request;
    /// use axum::middleware::Next;
    /// use axum::response::Response;
    /// use jwt_guard::prelude::*;
    ///
    /// # #[derive(AuthConfig)]
    /// # struct Api { secret: Secret }
    /// # #[protected]
    /// # async fn hello() {}
    /// async fn log_user(claims: Option<Claims>, request: Request, next: Next) -> Response {
    ///     let user = claims.as_ref().map(|claims| claims.subject());
    ///     tracing::info!(user, path = request.uri().path(), "request");
    ///     next.run(request).await
    /// }
    ///
    /// # fn app(auth: Auth<Api>) {
    /// let app: GuardedRouter = GuardedRouter::new()
    ///     .route("/", get(hello))
    ///     .layer(auth.middleware(log_user))
    ///     .with_state(auth);
    /// # }
    /// ```
    ///
    /// It is [`layer`](Self::layer) around [`axum::middleware::from_fn_with_state`], whose state is this `Auth`. That function
    /// alone is enough where tokens stand in a header; elsewhere, extractors refuse without the layer with 500, and the log says
    /// what to add.
    pub fn middleware<F, T>(&self, function: F) -> (AuthLayer<C>, FromFnLayer<F, Self, T>) {
        (self.layer(), from_fn_with_state(self.clone(), function))
    }

    /// Admits a request that no guard of this `Auth` has admitted.
    #[cold]
    pub(super) async fn admit<I: 'static, V: Wanted<C>>(
        &self,
        parts: &mut Parts,
    ) -> Result<V, Refusal> {
        enforce::<I, C, V>(parts, self, &(), &IN_MIDDLEWARE).await
    }

    /// The same for an option: nothing if the request is refused for what the client sent.
    #[cold]
    pub(super) async fn admit_optional<I: 'static, V: Wanted<C>>(
        &self,
        parts: &mut Parts,
    ) -> Result<Option<V>, Refusal> {
        // Not a refusal: what is behind the middleware responds, such as a CORS layer.
        if is_preflight(&parts.method, &parts.headers) || self.is_exempt(&parts.method) {
            return Ok(None);
        }
        match self.admit::<I, V>(parts).await {
            Ok(value) => Ok(Some(value)),
            Err(refusal) if refusal.error().status().is_client_error() => Ok(None),
            Err(refusal) => Err(refusal),
        }
    }
}
