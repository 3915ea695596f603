//! Making a `Rejection` of an error, with the settings of the request.

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

/// A rejection with the settings of the configuration, for endpoints.
pub(crate) fn reject<C: AuthConfig>(auth: &Auth<C>, error: impl Into<AuthError>) -> Rejection {
    Rejection::new(error.into(), &auth.http_settings().error_responses)
}

/// A rejection of a token by the guard of a handler. It clears a cookie with an invalid token, which the browser would
/// otherwise send with every request.
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
    // The login of such a configuration sets every cookie with `Max-Age`, so that browsers drop it in time.
    let drops_expired = auth.http_settings().delivery != Delivery::Body;
    let clear = match &error {
        AuthError::InvalidToken(reason)
            if came_in_cookie && is_invalid_anywhere(reason, settings, drops_expired) =>
        {
            settings.cookies.clear_access(settings.lookup.cookie_name)
        }
        // Pages read this cookie, and cannot know which of several values is right.
        AuthError::CsrfFailed(_) => clear_dead(auth, parts, [settings.csrf_cookie()]),
        _ => Vec::new(),
    };
    reject_by(auth, error, parts, settings, request.is_some()).with_cookies(clear)
}

/// The cookies that clear those of these names that came dead.
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

/// A rejection by the guard of a handler of a request whose token is valid; it clears no cookie.
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

/// A rejection with the settings of the request; `are_own` if they may differ from the configuration.
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
    let rejection = match error {
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
    rejection
        .in_realm(settings.realm())
        .varying_by(lookup.varies_by())
        .redirecting_to(redirect.as_deref())
}

/// Whether a token refused for this reason is invalid for every handler, now and later.
///
/// If browsers drop the cookie of an expired token (`drops_expired`), a request with such a token was sent just before, and
/// another response may already have replaced the cookie: clearing it would remove the new token. A token that only this
/// handler refuses stays valid for others, and a link to this handler must not log a user out.
fn is_invalid_anywhere(
    reason: &TokenError,
    settings: &EffectiveSettings<'_>,
    drops_expired: bool,
) -> bool {
    let overrides = settings.verification_overrides();
    match reason {
        TokenError::Expired => !drops_expired && overrides.leeway.is_none(),
        TokenError::NotYetValid | TokenError::IssuedInFuture => false,
        TokenError::Issuer => overrides.issuer.is_none(),
        TokenError::Audience => overrides.audience.is_none(),
        TokenError::RequiredClaim(_) => overrides.required_claims.is_none(),
        TokenError::Revoked => settings.revocation().is_none(),
        _ => true,
    }
}

/// Whether a browser requests a page, so that a redirect makes sense.
fn wants_a_page(parts: &Parts) -> bool {
    accepts_pages(parts) && matches!(parts.method, Method::GET | Method::HEAD)
}

/// Whether the response will be shown by a browser, not read by a script or program.
pub(crate) fn accepts_pages(parts: &Parts) -> bool {
    parts.headers.get_all(ACCEPT).iter().any(|value| {
        let types = value.to_str().unwrap_or_default();
        types.split(',').any(|media_type| {
            let name = media_type.split(';').next().unwrap_or_default();
            name.trim().eq_ignore_ascii_case("text/html")
        })
    })
}
