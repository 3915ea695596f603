//! What happens around a handler: before its guard, what may have to be read of the body; after it, what has to be
//! said in a successful answer.

use std::convert::Infallible;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::body::Body as RequestBody;
use axum::extract::Request;
use axum::http::header::{CACHE_CONTROL, SEC_WEBSOCKET_PROTOCOL, SET_COOKIE, VARY};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use jwt_syntax::http::token_location::LocationKind;
use tower_layer::Layer;
use tower_service::Service;

use super::implicit_refresh::lets_go_on;
use super::{Exchange, Expiring, PolicySpec, Rules};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::config::RequestSettings;
use crate::cookie::{cookie_name, is_set};
use crate::error::{AuthError, Refusal};
use crate::token_location::{
    Body, BodyKind, Lookup, SELECTED_SUBPROTOCOL, read_prefix, read_whole,
};

/// What caches between a service and its clients follow instead of `Cache-Control` (RFC 9213).
const OTHER_CACHE_CONTROL: [HeaderName; 2] = [
    HeaderName::from_static("cdn-cache-control"),
    HeaderName::from_static("surrogate-control"),
];

impl<C: AuthConfig> Auth<C> {
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
    pub fn layer(&self) -> AuthLayer<C> {
        AuthLayer { auth: self.clone() }
    }

    /// Calls what is behind the layer.
    pub(crate) async fn around<F: Future<Output = Response>>(
        &self,
        spec: Option<&'static PolicySpec>,
        request: Request,
        next: impl FnOnce(Request) -> F,
    ) -> Response {
        let (exchange, is_outermost, request) = match self.begin(spec, request).await {
            Ok(begun) => begun,
            Err(refusal) => return refusal.into_response(),
        };
        let mut response = next(request).await;
        // Of several layers, the outermost sees the answer as the client will.
        if is_outermost && let Some(expiring) = exchange.expiring() {
            self.let_go_on(expiring, &mut response).await;
        }
        if is_outermost {
            clear_dead_cookies(&exchange, &mut response);
        }
        complete(&exchange, &mut response);
        response
    }

    /// Gives the browser a new access token with the answer, if the session goes on. Nobody else may have it, so that no
    /// cache keeps the answer, whatever the handler says of that.
    #[cold]
    fn let_go_on<'a>(
        &'a self,
        expiring: &'a Expiring,
        response: &'a mut Response,
    ) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
        Box::pin(async move {
            let cookies = expiring.cookies(self);
            if !lets_go_on(response.status(), response.headers(), cookies) {
                return;
            }
            let cookies = self.replaced(expiring).await;
            set_cookies(&cookies, response.headers_mut());
        })
    }

    /// What is known of the request, and whether no other layer of this `Auth` is around it.
    async fn begin(
        &self,
        spec: Option<&'static PolicySpec>,
        request: Request,
    ) -> Result<(Exchange, bool, Request), Refusal> {
        let (mut parts, mut body) = request.into_parts();
        // A layer around the router does not know what a handler has otherwise than its configuration: that of the handler
        // begins anew.
        if let Some(exchange) = Exchange::find(&parts.extensions, self.id())
            && spec.is_none_or(|spec| exchange.is_for(spec))
        {
            return Ok((exchange.clone(), false, Request::from_parts(parts, body)));
        }
        let hook = self.request_settings(&parts);
        let rules = Rules {
            handler: spec.and_then(PolicySpec::overrides),
            hook: hook.as_ref(),
            for_its_end: false,
        };
        let lookup = rules.lookup(&self.web().places, self.cookies(&parts));
        let mut read = None;
        if hook.as_ref().and_then(RequestSettings::found).is_none()
            && let Some(kind) = BodyKind::of(&parts.headers)
            && let Some(needed) = self.needed_of_body(&kind, &lookup, &rules, &parts)
        {
            // In a box: most requests do not need it, and what is held while it is awaited is copied with each.
            let taken = Box::pin(self.take(needed, kind, spec, &parts, body)).await;
            let (taken, rest) = taken.map_err(|error| self.refuse(error))?;
            (read, body) = (Some(taken), rest);
        }
        let varies_by = lookup.varies_by().collect();
        let exchange = Exchange::new(self.id(), Some(varies_by), spec, hook, read);
        exchange.clone().insert(&mut parts.extensions);
        Ok((exchange, true, Request::from_parts(parts, body)))
    }

    /// How much of the body has to be read for a token, or the CSRF value of one, if any. What is wrong elsewhere, the guard
    /// will say.
    fn needed_of_body(
        &self,
        kind: &BodyKind,
        lookup: &Lookup<'_>,
        rules: &Rules<'_>,
        parts: &Parts,
    ) -> Option<Needed> {
        let head = lookup.in_head(parts).ok()?;
        let is_cookie = head
            .search
            .found
            .as_ref()
            .is_some_and(|found| found.source == LocationKind::Cookie);
        let csrf = &self.web().csrf;
        if head.leaves(kind) {
            Some(Needed::All)
        } else if is_cookie && kind.is_form() && csrf.may_be_in_form(&rules.csrf(), parts) {
            Some(Needed::CsrfValue)
        } else {
            None
        }
    }

    /// What is needed of a body, and the body as the handler gets it.
    ///
    /// Without a policy, the handler may be one that asks for no token, and takes a longer body than is read for one. So that
    /// body is handed on, and a guard that needs its token refuses it.
    async fn take(
        &self,
        needed: Needed,
        kind: BodyKind,
        spec: Option<&'static PolicySpec>,
        parts: &Parts,
        body: RequestBody,
    ) -> Result<(Body, RequestBody), AuthError> {
        let limits = self.web().body;
        match needed {
            Needed::All if spec.is_some() => {
                let bytes = read_whole(&parts.headers, body, limits).await?;
                let body = RequestBody::from(bytes.clone());
                Ok((Body::whole(kind, bytes), body))
            }
            Needed::All | Needed::CsrfValue => read_prefix(kind, body, limits).await,
        }
    }
}

/// Clears the cookies that no server can choose from, unless the response sets them anew.
fn clear_dead_cookies(exchange: &Exchange, response: &mut Response) {
    let headers = response.headers_mut();
    let cleared = exchange.cleared();
    let mut names = cleared.iter().map(cookie_name);
    if !names.any(|name| is_set(name, headers)) {
        set_cookies(cleared, headers);
    }
}

/// Adds cookies to a response, which no cache may then give to other browsers, whatever the handler says of that.
fn set_cookies(cookies: &[HeaderValue], headers: &mut HeaderMap) {
    if cookies.is_empty() {
        return;
    }
    headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    for targeted in OTHER_CACHE_CONTROL {
        headers.remove(targeted);
    }
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie.clone());
    }
}

/// How much of a body has to be read before the handler.
enum Needed {
    /// A token may be anywhere in it.
    All,
    /// The beginning of a form.
    CsrfValue,
}

/// Says in the answer what it depends on, and keeps it out of caches if the token was not in a header.
fn complete(exchange: &Exchange, response: &mut Response) {
    let source = exchange.source();
    let is_switching = response.status() == StatusCode::SWITCHING_PROTOCOLS;
    let headers = response.headers_mut();
    vary_by(exchange.varies_by(), headers);
    if matches!(source, Some(LocationKind::Cookie | LocationKind::Query)) {
        keep_private(headers);
    }
    if source == Some(LocationKind::WebSocket) && is_switching {
        // A browser gives up unless one of its subprotocols is chosen.
        headers
            .entry(SEC_WEBSOCKET_PROTOCOL)
            .or_insert(HeaderValue::from_static(SELECTED_SUBPROTOCOL));
    }
}

/// Lets no cache keep an answer that others than this client are answered from.
fn keep_private(headers: &mut HeaderMap) {
    if !is_private(headers, &CACHE_CONTROL) {
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    }
    for targeted in &OTHER_CACHE_CONTROL {
        if headers.contains_key(targeted) && !is_private(headers, targeted) {
            headers.remove(targeted);
        }
    }
}

fn vary_by(names: &[HeaderName], headers: &mut HeaderMap) {
    for name in names {
        let is_named = headers.get_all(VARY).iter().any(|value| {
            let names = value.to_str().unwrap_or_default();
            names.split(',').any(|other| {
                let other = other.trim();
                other == "*" || other.eq_ignore_ascii_case(name.as_str())
            })
        });
        if !is_named {
            headers.append(VARY, HeaderValue::from(name.clone()));
        }
    }
}

fn is_private(headers: &HeaderMap, name: &HeaderName) -> bool {
    headers.get_all(name).iter().any(|value| {
        let directives = value.to_str().unwrap_or_default();
        directives.split(',').any(|directive| {
            let directive = directive.trim();
            directive.eq_ignore_ascii_case("private") || directive.eq_ignore_ascii_case("no-store")
        })
    })
}

/// The layer of an [`Auth`]; see [`Auth::layer`].
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
            Ok(auth.around(None, request, answer).await)
        })
    }
}
