//! From a refusal's reason to its answer: what the settings of the request say of it.

use std::sync::Arc;

use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use jwt_syntax::http::token_location::LocationKind;

use crate::auth::Auth;
use crate::config::{AuthConfig, Delivery};
use crate::error::{AuthError, ErrorResponses, Rejection};
use crate::guard::login_redirect::login_page;
use crate::guard::request::{EffectiveSettings, GuardedRequest};
use crate::token::TokenError;
use crate::token_location::cookie;

/// A refusal that no policy asked for, by an endpoint.
pub(crate) fn reject<C: AuthConfig>(auth: &Auth<C>, error: impl Into<AuthError>) -> Rejection {
    Rejection::new(error.into(), &auth.http_settings().error_responses)
}

/// A refusal of a token by the guard of a handler. A browser would send a cookie with an invalid token again with
/// every request, and be refused where no token is needed, so that the cookie is cleared.
#[cold]
pub(super) fn reject_token<C: AuthConfig>(
    auth: &Auth<C>,
    error: AuthError,
    parts: &Parts,
    request: Option<&GuardedRequest<'_>>,
) -> Rejection {
    let of_configuration;
    let settings = match request {
        Some(request) => &request.settings,
        None => {
            of_configuration = EffectiveSettings::of(auth, parts, None, None);
            &of_configuration
        }
    };
    let located_in = request.and_then(|request| request.context.located_in());
    let came_in_cookie = located_in == Some(LocationKind::Cookie);
    // Its own login sets every cookie with `Max-Age`.
    let drops_expired = auth.http_settings().delivery != Delivery::Body;
    let clear = match &error {
        AuthError::InvalidToken(reason)
            if came_in_cookie && is_invalid_anywhere(reason, settings, drops_expired) =>
        {
            settings.cookies.clear_access(settings.lookup.cookie_name)
        }
        // Pages read it, and cannot know which of several is right.
        AuthError::CsrfFailed(_) => clear_dead(auth, parts, [settings.csrf_cookie()]),
        _ => Vec::new(),
    };
    reject_by(auth, error, parts, settings, request.is_some()).with_cookies(clear)
}

/// What clears those of these cookies that came dead.
pub(crate) fn clear_dead<'n, C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    names: impl IntoIterator<Item = &'n str>,
) -> Vec<HeaderValue> {
    let cookies = auth.cookies(parts);
    let dead = names
        .into_iter()
        .filter(|name| cookie(&parts.headers, name).is_dead());
    dead.flat_map(|name| cookies.clear_one(name)).collect()
}

/// A refusal by the guard of a handler, which takes no cookie back: what the handler asks for beside a token that is
/// valid.
#[cold]
pub(super) fn reject_request<C: AuthConfig>(
    auth: &Auth<C>,
    error: AuthError,
    parts: &Parts,
    request: Option<&GuardedRequest<'_>>,
) -> Rejection {
    match request {
        Some(request) => reject_by(auth, error, parts, &request.settings, true),
        None => {
            let settings = EffectiveSettings::of(auth, parts, None, None);
            reject_by(auth, error, parts, &settings, false)
        }
    }
}

/// The refusal with what the settings of the request say of it; `are_own` if they may differ from the configuration.
fn reject_by<C: AuthConfig>(
    auth: &Auth<C>,
    error: AuthError,
    parts: &Parts,
    settings: &EffectiveSettings<'_>,
    are_own: bool,
) -> Rejection {
    let lookup = &settings.lookup;
    let redirect = settings
        .login_redirect()
        .or(auth.http_settings().login_redirect.as_deref());
    let redirect =
        redirect.filter(|_| error.status() == StatusCode::UNAUTHORIZED && wants_a_page(parts));
    let redirect = redirect.map(|page| login_page(auth, page, parts, lookup));
    let refusal = match error {
        AuthError::MissingToken if are_own => {
            let how = lookup.in_words().into();
            let error_responses = ErrorResponses::clone(&auth.http_settings().error_responses);
            Rejection::new(
                error,
                &Arc::new(ErrorResponses {
                    how,
                    ..error_responses
                }),
            )
        }
        _ => reject(auth, error),
    };
    refusal
        .in_realm(settings.realm())
        .varying_by(lookup.varies_by())
        .redirecting_to(redirect.as_deref())
}

/// Whether no other handler would accept a token, now or later, that was refused for this reason.
///
/// Where a browser drops a cookie when its token expires (`drops_expired`), one that comes with an expired token was sent
/// just before, and another response may have replaced it since: to clear it would take the new token. One that this handler
/// alone refuses is good for others, and a link to this one must not log a user out.
fn is_invalid_anywhere(
    reason: &TokenError,
    settings: &EffectiveSettings<'_>,
    drops_expired: bool,
) -> bool {
    let demands = settings.demands();
    match reason {
        TokenError::Expired => !drops_expired && demands.leeway.is_none(),
        TokenError::NotYetValid | TokenError::IssuedInFuture => false,
        TokenError::Issuer => demands.issuer.is_none(),
        TokenError::Audience => demands.audience.is_none(),
        TokenError::RequiredClaim(_) => demands.required_claims.is_none(),
        TokenError::Revoked => settings.revocation().is_none(),
        _ => true,
    }
}

/// Whether a browser asks for a page, which can be another one.
fn wants_a_page(parts: &Parts) -> bool {
    accepts_pages(parts) && matches!(parts.method, Method::GET | Method::HEAD)
}

/// Whether a browser shows the response, and no script or program reads it.
pub(crate) fn accepts_pages(parts: &Parts) -> bool {
    parts.headers.get_all(ACCEPT).iter().any(|value| {
        let types = value.to_str().unwrap_or_default();
        types.split(',').any(|media_type| {
            let name = media_type.split(';').next().unwrap_or_default();
            name.trim().eq_ignore_ascii_case("text/html")
        })
    })
}
