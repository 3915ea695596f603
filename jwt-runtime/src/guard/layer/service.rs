//! `AuthLayer`: the layer of an `Auth`, for a plain [`axum::Router`].

use std::convert::Infallible;
use std::fmt;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::Request;
use axum::middleware::{FromFnLayer, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tower_layer::Layer;
use tower_service::Service;

use super::around::{Inner, call};
use crate::auth::Auth;
use crate::config::AuthConfig;

/// The layers of an [`Auth`]; in the prelude.
pub trait AuthLayers: Sized {
    /// The configuration of the `Auth`.
    type Config: AuthConfig;

    /// What a plain [`axum::Router`] needs around it if tokens may stand outside of headers: it reads bodies and
    /// completes answers. A [`GuardedRouter`](crate::router::GuardedRouter) has it already.
    ///
    /// Without it, guards refuse each such request with 500, and the log says why. So they do if a handler has places of
    /// its own of which one is the body: this layer reads bodies before it knows which handler comes.
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

    /// A layer that calls a function with claims: a middleware of axum, as [`axum::middleware::from_fn`] makes it.
    ///
    /// The function can take [`Claims`](crate::claims::Claims) and [`CurrentUser`](crate::guard::CurrentUser) of this `Auth`, and options of
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
            let answer = |request| async move {
                let Ok(response) = inner.call(request).await;
                response.into_response()
            };
            Ok(call(&auth, Inner::Router, request, answer).await)
        })
    }
}
