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
use crate::guard::{PolicySpec, reject};
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

/// Calls the inner service.
pub(crate) async fn call<C: AuthConfig, F: Future<Output = Response>>(
    auth: &Auth<C>,
    inner: InnerService,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let (context, is_outermost, request) = match prepare(auth, inner, request).await {
        Ok(prepared) => prepared,
        Err(rejection) => return rejection.into_response(),
    };
    let mut response = next(request).await;
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

/// The context of the request, and whether this layer is the outermost one of this `Auth`.
async fn prepare<C: AuthConfig>(
    auth: &Auth<C>,
    inner: InnerService,
    request: Request,
) -> Result<(RequestContext, bool, Request), Rejection> {
    let (mut parts, mut body) = request.into_parts();
    let spec = inner.spec();
    // A layer around a router does not know the settings of a handler. If the handler has settings of its own, its layer starts
    // with a new context.
    if let Some(context) = RequestContext::find(&parts.extensions, auth.id())
        && spec.is_none_or(|spec| context.is_for(spec))
    {
        return Ok((context.clone(), false, Request::from_parts(parts, body)));
    }
    let hook = auth.request_settings(&parts);
    let (mut read, mut head) = (None, None);
    if hook.as_ref().and_then(RequestSettings::found).is_none()
        && let Some(kind) = BodyKind::of(&parts.headers)
    {
        let settings = EffectiveSettings::of(auth, &parts, spec, hook.as_ref());
        // The guard reports errors in the head.
        if let Ok(searched) = settings.lookup.in_head(&parts) {
            if let Some(needed) = needed_of_body(auth, &kind, &settings, &searched, &parts) {
                // Boxed, as most requests do not need it, and what is held across an `await` is copied for each request.
                let taken = Box::pin(take(auth, needed, kind, spec, &parts, body)).await;
                let (taken, rest) = taken.map_err(|error| reject(auth, &parts, error))?;
                (read, body) = (Some(taken), rest);
            }
            // A layer of the application may still change the head, and the guard must decide on the changed one.
            if matches!(inner, InnerService::Guard(_)) {
                head = Some(searched.into_owned());
            }
        }
    }
    let varies_by = EffectiveSettings::vary_headers(auth, spec, hook.as_ref());
    let context = RequestContext::new(auth.id(), Some(varies_by), spec, hook, read, head);
    context.clone().insert(&mut parts.extensions);
    Ok((context, true, Request::from_parts(parts, body)))
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
