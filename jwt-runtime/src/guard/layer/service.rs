//! `AuthLayer`: the tower layer of an `Auth`, for a plain [`axum::Router`].

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::middleware::{FromFnLayer, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::around::{InnerService, call};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::guard::ResolvedSettings;

/// The layers of an [`Auth`]. In the prelude.
pub trait AuthLayers: Sized {
    /// The configuration of the `Auth`.
    type Config: AuthConfig;

    /// The layer that a plain [`axum::Router`] needs if tokens may be outside of headers: it reads bodies and completes
    /// responses. A [`GuardedRouter`](crate::router::GuardedRouter) has it already.
    ///
    /// Without it, guards refuse every such request with 500, and the log says why. The same happens if a handler has token
    /// locations of its own that include the body, as the layer reads bodies before the handler is known.
    ///
    /// ```
    /// use axum::{Router, routing};
    /// use jwt_guard::prelude::*;
    ///
    /// #[derive(AuthConfig)]
    /// #[auth(token_from(header, query))]
    /// struct Api {
    ///     secret: Secret,
    /// }
    ///
    /// #[protected]
    /// async fn hello() -> &'static str {
    ///     "hello"
    /// }
    ///
    /// fn app(auth: Auth<Api>) -> Router {
    ///     Router::new().route("/", routing::get(hello)).layer(auth.layer()).with_state(auth)
    /// }
    /// ```
    #[must_use]
    fn layer(&self) -> AuthLayer<Self::Config>;

    /// A middleware that can extract claims, as [`axum::middleware::from_fn`] makes one of a function.
    ///
    /// The function may take [`Claims`](crate::claims::Claims) and [`CurrentUser`](crate::guard::CurrentUser) of this `Auth`,
    /// and `Option`s of them. A middleware runs before the guard of the handler. So its extractor admits the request as
    /// `#[protected]` does: with all checks (signature, CSRF, revocation and the others), and with the settings of the
    /// configuration.
    ///
    /// - `Claims` refuses a request without a valid token, whatever handler is behind the middleware.
    /// - `Option<Claims>` is `None` where `Claims` would refuse, so that logins and public pages work with an expired token. It
    ///   refuses only if this service fails. The guard of the handler decides as if there were no middleware.
    ///
    /// Further requirements of the handler (scopes, a recent login, settings of its own) are checked later, by its guard.
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
    /// It combines [`layer`](Self::layer) and [`axum::middleware::from_fn_with_state`] with this `Auth` as the state. The
    /// latter alone is enough if tokens are in a header. Otherwise extractors without the layer refuse with 500, and the log
    /// says what to add.
    fn middleware<F, T>(&self, function: F) -> (AuthLayer<Self::Config>, FromFnLayer<F, Self, T>);
}

impl<C: AuthConfig> AuthLayers for Auth<C> {
    type Config = C;

    fn layer(&self) -> AuthLayer<C> {
        AuthLayer { auth: self.clone() }
    }

    fn middleware<F, T>(&self, function: F) -> (AuthLayer<C>, FromFnLayer<F, Self, T>) {
        (self.layer(), from_fn_with_state(self.clone(), function))
    }
}

/// The layer of an [`Auth`]; see [`AuthLayers::layer`].
pub struct AuthLayer<C: AuthConfig> {
    auth: Auth<C>,
}

impl<C: AuthConfig> Clone for AuthLayer<C> {
    fn clone(&self) -> Self {
        Self {
            auth: self.auth.clone(),
        }
    }
}

impl<C: AuthConfig> fmt::Debug for AuthLayer<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthLayer")
            .field("auth", &self.auth)
            .finish()
    }
}

impl<C: AuthConfig, N> Layer<N> for AuthLayer<C> {
    type Service = AuthService<C, N>;

    fn layer(&self, inner: N) -> Self::Service {
        AuthService {
            auth: self.auth.clone(),
            inner,
        }
    }
}

/// A service behind the layer of an [`Auth`].
pub struct AuthService<C: AuthConfig, N> {
    auth: Auth<C>,
    inner: N,
}

impl<C: AuthConfig, N: Clone> Clone for AuthService<C, N> {
    fn clone(&self) -> Self {
        Self {
            auth: self.auth.clone(),
            inner: self.inner.clone(),
        }
    }
}

impl<C: AuthConfig, N> fmt::Debug for AuthService<C, N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AuthService")
            .field("auth", &self.auth)
            .finish_non_exhaustive()
    }
}

impl<C, N> Service<Request> for AuthService<C, N>
where
    C: AuthConfig,
    N: Service<Request, Response: IntoResponse, Error = Infallible> + Clone + Send + 'static,
    N::Future: Send,
{
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Self::Error>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Self::Error>> {
        self.inner.poll_ready(context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let auth = self.auth.clone();
        // The service that was polled is the one that is ready.
        let ready = self.inner.clone();
        let mut inner = std::mem::replace(&mut self.inner, ready);
        Box::pin(async move {
            let next = async move |request: Request, _: ResolvedSettings<'_>| {
                let Ok(response) = inner.call(request).await;
                response.into_response()
            };
            Ok(call(&auth, InnerService::Router, request, next).await)
        })
    }
}
