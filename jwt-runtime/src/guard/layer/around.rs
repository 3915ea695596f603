//! What happens around a handler: before its guard, what may have to be read of the body; after it, what has to be
//! said in a successful answer.

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
use crate::error::{AuthError, Refusal};
use crate::grant::{Expiring, renewed_cookies};
use crate::guard::implicit_refresh::lets_go_on;
use crate::guard::request::{Exchange, Rules};
use crate::guard::{PolicySpec, reject};
use crate::token_location::{Body, BodyKind, Lookup, read_prefix, read_whole};

/// Calls what is behind the layer.
pub(crate) async fn call<C: AuthConfig, F: Future<Output = Response>>(
    auth: &Auth<C>,
    spec: Option<&'static PolicySpec>,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let (exchange, is_outermost, request) = match prepare(auth, spec, request).await {
        Ok(begun) => begun,
        Err(refusal) => return refusal.into_response(),
    };
    let mut response = next(request).await;
    // Of several layers, the outermost sees the answer as the client will.
    if is_outermost && let Some(expiring) = exchange.expiring() {
        refresh_cookie(auth, expiring, &mut response).await;
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
fn refresh_cookie<'a, C: AuthConfig>(
    auth: &'a Auth<C>,
    expiring: &'a Expiring,
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

/// What is known of the request, and whether no other layer of this `Auth` is around it.
async fn prepare<C: AuthConfig>(
    auth: &Auth<C>,
    spec: Option<&'static PolicySpec>,
    request: Request,
) -> Result<(Exchange, bool, Request), Refusal> {
    let (mut parts, mut body) = request.into_parts();
    // A layer around the router does not know what a handler has otherwise than its configuration: that of the handler
    // begins anew.
    if let Some(exchange) = Exchange::find(&parts.extensions, auth.id())
        && spec.is_none_or(|spec| exchange.is_for(spec))
    {
        return Ok((exchange.clone(), false, Request::from_parts(parts, body)));
    }
    let hook = auth.request_settings(&parts);
    let rules = Rules {
        handler: spec.and_then(PolicySpec::overrides),
        hook: hook.as_ref(),
        for_its_end: false,
    };
    let lookup = rules.lookup(&auth.web().places, auth.cookies(&parts));
    let mut read = None;
    if hook.as_ref().and_then(RequestSettings::found).is_none()
        && let Some(kind) = BodyKind::of(&parts.headers)
        && let Some(needed) = needed_of_body(auth, &kind, &lookup, &rules, &parts)
    {
        // In a box: most requests do not need it, and what is held while it is awaited is copied with each.
        let taken = Box::pin(take(auth, needed, kind, spec, &parts, body)).await;
        let (taken, rest) = taken.map_err(|error| reject(auth, error))?;
        (read, body) = (Some(taken), rest);
    }
    let varies_by = lookup.varies_by().collect();
    let exchange = Exchange::new(auth.id(), Some(varies_by), spec, hook, read);
    exchange.clone().insert(&mut parts.extensions);
    Ok((exchange, true, Request::from_parts(parts, body)))
}

/// How much of the body has to be read for a token, or the CSRF value of one, if any. What is wrong elsewhere, the guard
/// will say.
fn needed_of_body<C: AuthConfig>(
    auth: &Auth<C>,
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
    let csrf = &auth.web().csrf;
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
async fn take<C: AuthConfig>(
    auth: &Auth<C>,
    needed: Needed,
    kind: BodyKind,
    spec: Option<&'static PolicySpec>,
    parts: &Parts,
    body: RequestBody,
) -> Result<(Body, RequestBody), AuthError> {
    let limits = auth.web().body;
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
