//! `call`: the work of the layer around a handler. Before the guard it reads what is needed of the body; after the handler it
//! completes the response.

use std::future::Future;
use std::pin::Pin;

use axum::body::Body as RequestBody;
use axum::extract::Request;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use jwt_syntax::http::token_location::LocationKind;

use super::response::{clear_dead_cookies, complete, set_cookies};
use crate::auth::Auth;
use crate::config::{AuthConfig, RequestSettings};
use crate::error::AuthError;
use crate::grant::{ExpiringToken, renewed_cookies};
use crate::guard::implicit_refresh::keeps_session;
use crate::guard::request::{EffectiveSettings, RequestContext};
use crate::guard::{PolicySpec, ResolvedSettings, reject};
use crate::response::Rejection;
use crate::token_location::{Body, BodyKind, BodyLimits, Head, read_prefix, read_whole};

/// What a layer is around.
#[derive(Debug, Clone, Copy)]
pub(crate) enum InnerService {
    /// A guard and its handler, with nothing between that could change the head of the request.
    Guard(&'static PolicySpec),
    /// Layers of the application, then a guard and its handler.
    LayeredHandler(&'static PolicySpec),
    /// A router, so that the handler is not known yet.
    Router,
}

impl InnerService {
    fn spec(self) -> Option<&'static PolicySpec> {
        match self {
            Self::Guard(spec) | Self::LayeredHandler(spec) => Some(spec),
            Self::Router => None,
        }
    }
}

/// Calls the inner service, with the settings that were resolved for it.
pub(crate) async fn call<C: AuthConfig>(
    auth: &Auth<C>,
    inner: InnerService,
    request: Request,
    next: impl AsyncFnOnce(Request, ResolvedSettings<'_>) -> Response,
) -> Response {
    let (mut parts, mut body) = request.into_parts();
    let outer = outer_context(auth, inner.spec(), &parts);
    let is_outermost = outer.is_none();
    let context = outer.unwrap_or_else(|| new_context(auth, inner.spec(), &parts));
    let mut resolved = None;
    if is_outermost {
        match read(auth, inner, &context, &parts, body).await {
            Ok(read) => (resolved, body) = read,
            Err(rejection) => return rejection.into_response(),
        }
        context.clone().insert(&mut parts.extensions);
    }
    let mut response = next(Request::from_parts(parts, body), resolved).await;
    // Of several layers, only the outermost sees the response as the client receives it.
    if is_outermost && let Some(expiring) = context.expiring() {
        refresh_cookie(auth, expiring, &mut response).await;
    }
    if is_outermost {
        clear_dead_cookies(&context, &mut response);
    }
    complete(&context, &mut response);
    response
}

/// Sets a cookie with a new access token, if the response leaves the session alive. The response must then not be cached,
/// whatever the handler allows.
#[cold]
fn refresh_cookie<'a, C: AuthConfig>(
    auth: &'a Auth<C>,
    expiring: &'a ExpiringToken,
    response: &'a mut Response,
) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
    Box::pin(async move {
        let cookies = expiring.cookies(auth);
        if !keeps_session(response.status(), response.headers(), cookies) {
            return;
        }
        let cookies = renewed_cookies(auth, expiring).await;
        set_cookies(&cookies, response.headers_mut());
    })
}

/// The context that a layer of this `Auth` around this one has made.
///
/// A layer around a router does not know the settings of a handler. If the handler has settings of its own, its layer starts
/// with a new context.
fn outer_context<C: AuthConfig>(
    auth: &Auth<C>,
    spec: Option<&'static PolicySpec>,
    parts: &Parts,
) -> Option<RequestContext> {
    let context = RequestContext::find(&parts.extensions, auth.id())?;
    let is_for_all = spec.is_none_or(|spec| context.is_for(spec));
    is_for_all.then(|| context.clone())
}

fn new_context<C: AuthConfig>(
    auth: &Auth<C>,
    spec: Option<&'static PolicySpec>,
    parts: &Parts,
) -> RequestContext {
    let hook = auth.request_settings(parts);
    let varies_by = EffectiveSettings::vary_headers(auth, spec, hook.as_ref());
    RequestContext::new(auth.id(), Some(varies_by), spec, hook)
}

/// Reads what is needed of the body. Returns the body for the handler, and the settings for a guard directly inside the layer.
async fn read<'a, C: AuthConfig>(
    auth: &'a Auth<C>,
    inner: InnerService,
    context: &'a RequestContext,
    parts: &Parts,
    body: RequestBody,
) -> Result<(ResolvedSettings<'a>, RequestBody), Rejection> {
    let has_token = context.hook().and_then(RequestSettings::found).is_some();
    let kind = BodyKind::of(&parts.headers).filter(|_| !has_token);
    let Some(kind) = kind else {
        return Ok((None, body));
    };
    let mut body = body;
    let spec = inner.spec();
    // A layer of the application may still change the head, and the guard must decide on the changed one.
    let is_handed_on = matches!(inner, InnerService::Guard(_));
    // Boxed, as most requests do not need it, and what is held across an `await` is copied for each request.
    let settings = Box::new(EffectiveSettings::of(auth, parts, spec, context.hook()));
    // The guard reports errors in the head.
    if let Ok(head) = settings.lookup.in_head(parts) {
        if let Some(needed) = needed_of_body(auth, &kind, &settings, &head, parts) {
            // Boxed for the same reason.
            let taken = Box::pin(take(auth, needed, kind, spec, parts, body)).await;
            let (taken, rest) = taken.map_err(|error| reject(auth, parts, error))?;
            context.set_body(taken);
            body = rest;
        }
        if is_handed_on {
            context.set_head(head.into_owned());
        }
    }
    Ok((Some(settings).filter(|_| is_handed_on), body))
}

/// How much of the body must be read for a token or for its CSRF value, if any.
fn needed_of_body<C: AuthConfig>(
    auth: &Auth<C>,
    kind: &BodyKind,
    settings: &EffectiveSettings<'_>,
    head: &Head<'_>,
    parts: &Parts,
) -> Option<BodyPart> {
    let found = head.search.found.as_ref();
    let is_cookie = found.is_some_and(|found| found.kind == LocationKind::Cookie);
    let csrf = &auth.http_settings().csrf;
    if settings.lookup.may_be_in_body(kind, head) {
        Some(BodyPart::All)
    } else if is_cookie && kind.is_form() && csrf.may_be_in_form(&settings.csrf(), parts) {
        Some(BodyPart::CsrfValue)
    } else {
        None
    }
}

/// Reads what is needed of a body, and returns it with the body for the handler.
///
/// Without a known policy, the handler may need no token and accept a body that is longer than the limit. So the body is passed
/// on, and a guard that needs the token in it refuses the request.
async fn take<C: AuthConfig>(
    auth: &Auth<C>,
    needed: BodyPart,
    kind: BodyKind,
    spec: Option<&'static PolicySpec>,
    parts: &Parts,
    body: RequestBody,
) -> Result<(Body, RequestBody), AuthError> {
    let of_handler = spec.and_then(PolicySpec::overrides);
    let of_handler = of_handler.and_then(|overrides| overrides.max_body_bytes);
    let limits = auth.http_settings().body;
    let limits = BodyLimits {
        bytes: of_handler.unwrap_or(limits.bytes),
        ..limits
    };
    match needed {
        BodyPart::All if spec.is_some() => {
            let bytes = read_whole(&parts.headers, body, limits).await?;
            let body = RequestBody::from(bytes.clone());
            Ok((Body::whole(kind, bytes), body))
        }
        BodyPart::All | BodyPart::CsrfValue => read_prefix(kind, body, limits).await,
    }
}

/// How much of a body must be read before the handler.
enum BodyPart {
    /// The whole body, as a token may be anywhere in it.
    All,
    /// The beginning of a form, for its CSRF value.
    CsrfValue,
}
