//! `call`: what happens around a handler. Before its guard, the layer reads what may have to be read of the body; after the
//! handler, it completes the response.

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
use crate::error::{AuthError, Rejection};
use crate::grant::{ExpiringToken, renewed_cookies};
use crate::guard::implicit_refresh::lets_go_on;
use crate::guard::request::{EffectiveSettings, RequestContext};
use crate::guard::{PolicySpec, reject};
use crate::token_location::{Body, BodyKind, Head, read_prefix, read_whole};

/// What a layer surrounds.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Inner {
    /// A guard and its handler, and nothing that could change the head of the request before the guard reads it.
    Guard(&'static PolicySpec),
    /// Layers of the application, then a guard and its handler.
    LayeredHandler(&'static PolicySpec),
    /// A router, so that it is not known yet which handler comes.
    Router,
}

impl Inner {
    fn spec(self) -> Option<&'static PolicySpec> {
        match self {
            Self::Guard(spec) | Self::LayeredHandler(spec) => Some(spec),
            Self::Router => None,
        }
    }
}

/// Calls what is inside the layer.
pub(crate) async fn call<C: AuthConfig, F: Future<Output = Response>>(
    auth: &Auth<C>,
    inner: Inner,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let (context, is_outermost, request) = match prepare(auth, inner, request).await {
        Ok(prepared) => prepared,
        Err(refusal) => return refusal.into_response(),
    };
    let mut response = next(request).await;
    // Of several layers, the outermost sees the response as the client will.
    if is_outermost && let Some(expiring) = context.expiring() {
        refresh_cookie(auth, expiring, &mut response).await;
    }
    if is_outermost {
        clear_dead_cookies(&context, &mut response);
    }
    complete(&context, &mut response);
    response
}

/// Gives the browser a new access token with the response, if the session goes on. No cache keeps that response, whatever the
/// handler says of that.
#[cold]
fn refresh_cookie<'a, C: AuthConfig>(
    auth: &'a Auth<C>,
    expiring: &'a ExpiringToken,
    response: &'a mut Response,
) -> Pin<Box<dyn Future<Output = ()> + Send + 'a>> {
    Box::pin(async move {
        let cookies = expiring.cookies(auth);
        if !lets_go_on(response.status(), response.headers(), cookies) {
            return;
        }
        let cookies = renewed_cookies(auth, expiring).await;
        set_cookies(&cookies, response.headers_mut());
    })
}

/// The context of the request, and whether no other layer of this `Auth` is around this one.
async fn prepare<C: AuthConfig>(
    auth: &Auth<C>,
    inner: Inner,
    request: Request,
) -> Result<(RequestContext, bool, Request), Rejection> {
    let (mut parts, mut body) = request.into_parts();
    let spec = inner.spec();
    // A layer around the router does not know what a handler has otherwise than its configuration: that of the handler
    // begins anew.
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
        // What is wrong with the head, the guard says.
        if let Ok(searched) = settings.lookup.in_head(&parts) {
            if let Some(needed) = needed_of_body(auth, &kind, &settings, &searched, &parts) {
                // In a box: most requests do not need it, and what is held while it is awaited is copied with each.
                let taken = Box::pin(take(auth, needed, kind, spec, &parts, body)).await;
                let (taken, rest) = taken.map_err(|error| reject(auth, error))?;
                (read, body) = (Some(taken), rest);
            }
            // A layer of the application may still change the head, and the guard decides by what it then is.
            if matches!(inner, Inner::Guard(_)) {
                head = Some(searched.into_owned());
            }
        }
    }
    let varies_by = EffectiveSettings::vary_headers(auth, spec, hook.as_ref());
    let context = RequestContext::new(auth.id(), Some(varies_by), spec, hook, read, head);
    context.clone().insert(&mut parts.extensions);
    Ok((context, true, Request::from_parts(parts, body)))
}

/// How much of the body has to be read for a token, or for the CSRF value that belongs to one, if any.
fn needed_of_body<C: AuthConfig>(
    auth: &Auth<C>,
    kind: &BodyKind,
    settings: &EffectiveSettings<'_>,
    head: &Head<'_>,
    parts: &Parts,
) -> Option<Needed> {
    let found = head.search.found.as_ref();
    let is_cookie = found.is_some_and(|found| found.kind == LocationKind::Cookie);
    let csrf = &auth.http_settings().csrf;
    if settings.lookup.may_be_in_body(kind, head) {
        Some(Needed::All)
    } else if is_cookie && kind.is_form() && csrf.may_be_in_form(&settings.csrf(), parts) {
        Some(Needed::CsrfValue)
    } else {
        None
    }
}

/// What is needed of a body, and the body as the handler gets it.
///
/// Without a policy, the handler may be one that asks for no token, and takes a longer body than is read for one. So that
/// body is handed on, and a guard that needs its token refuses it.
async fn take<C: AuthConfig>(
    auth: &Auth<C>,
    needed: Needed,
    kind: BodyKind,
    spec: Option<&'static PolicySpec>,
    parts: &Parts,
    body: RequestBody,
) -> Result<(Body, RequestBody), AuthError> {
    let limits = auth.http_settings().body;
    match needed {
        Needed::All if spec.is_some() => {
            let bytes = read_whole(&parts.headers, body, limits).await?;
            let body = RequestBody::from(bytes.clone());
            Ok((Body::whole(kind, bytes), body))
        }
        Needed::All | Needed::CsrfValue => read_prefix(kind, body, limits).await,
    }
}

/// How much of a body has to be read before the handler.
enum Needed {
    /// A token may be anywhere in it.
    All,
    /// The beginning of a form.
    CsrfValue,
}
