//! Making a `Rejection` of an error, with the settings of the request.

use axum::http::header::ACCEPT;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::Response;
use jwt_syntax::choice::Challenges;
use jwt_syntax::http::token_location::LocationKind;
use jwt_syntax::setting::SettingType;

use crate::auth::Auth;
use crate::browser::cookie::CookieLifetime;
use crate::browser::header_list;
use crate::config::{AuthConfig, Delivery};
use crate::error::{AuthError, ErrorKind, Reason};
use crate::guard::login_redirect::login_page;
use crate::guard::request::{EffectiveSettings, GuardedRequest, RequestContext};
use crate::guard::{Overrides, PolicySpec};
use crate::response::{
    Endpoint, HandlerResponses, Rejection, RequestInfo, render_returned, returned_error,
};
use crate::token::TokenError;
use crate::token_location::cookie;

/// The policy of a handler whose refusals differ from those of the configuration, for extractors that refuse requests.
#[derive(Clone, Copy)]
struct RefusingHandler(&'static PolicySpec);

/// Records the policy of the handler, if its refusals differ from those of the configuration.
pub(super) fn record_policy(parts: &mut Parts, spec: &'static PolicySpec) {
    let differs = |overrides: &Overrides| {
        overrides.realm.is_some()
            || overrides.challenge.is_some()
            || overrides.error_detail.is_some()
    };
    if spec.responses().is_some() || spec.overrides().is_some_and(differs) {
        parts.extensions.insert(RefusingHandler(spec));
    }
}

/// The settings of the handler that a request has reached, for its refusals.
fn responses_of(parts: &Parts) -> HandlerResponses {
    match parts.extensions.get() {
        Some(RefusingHandler(spec)) => {
            let realm = spec.overrides().and_then(|overrides| overrides.realm);
            of_handler(spec, realm)
        }
        None => HandlerResponses::default(),
    }
}

/// A rejection outside of a guard, by the settings of the handler, if the request has reached one, and of the configuration.
#[cold]
pub(crate) fn reject<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    error: impl Into<AuthError>,
) -> Rejection {
    rejection(auth, RequestInfo::of(parts), error).of_handler(responses_of(parts))
}

/// The same for a ready-made endpoint.
#[cold]
pub(crate) fn reject_at<C: AuthConfig>(
    auth: &Auth<C>,
    endpoint: Endpoint,
    parts: &Parts,
    error: impl Into<AuthError>,
) -> Rejection {
    let request = RequestInfo::of(parts).to(endpoint);
    rejection(auth, request, error).of_handler(responses_of(parts))
}

/// The same for a request whose head is gone.
pub(crate) fn rejection<C: AuthConfig>(
    auth: &Auth<C>,
    request: RequestInfo,
    error: impl Into<AuthError>,
) -> Rejection {
    Rejection::new(error.into(), auth.response_settings(), request)
}

/// What the renderer is told of a request if its handler returns an error. The renderer of the library needs none of it.
#[derive(Debug)]
pub(crate) struct HeldInfo(Option<Box<RequestInfo>>);

impl HeldInfo {
    #[inline]
    pub(crate) fn of<C: AuthConfig>(
        auth: &Auth<C>,
        spec: &'static PolicySpec,
        parts: &Parts,
    ) -> Self {
        let has_renderer = auth.response_settings().needs_request() || spec.responses().is_some();
        Self(has_renderer.then(|| Box::new(RequestInfo::of(parts))))
    }
}

/// The response of a handler. An error that the handler returned is rendered by the settings of the handler and of the
/// configuration.
#[inline]
pub(crate) fn finished<C: AuthConfig>(
    auth: &Auth<C>,
    spec: &'static PolicySpec,
    HeldInfo(request): HeldInfo,
    mut response: Response,
) -> Response {
    match returned_error(&mut response) {
        None => response,
        Some(error) => {
            let mut request = request.map(|info| *info).unwrap_or_default();
            request.endpoint = spec.endpoint();
            let realm = spec.overrides().and_then(|overrides| overrides.realm);
            let of_handler = of_handler(spec, realm);
            render_returned(
                &error,
                response,
                auth.response_settings(),
                &request,
                &of_handler,
            )
        }
    }
}

/// The settings of a handler for its refusals. A hook may have given the realm.
fn of_handler(spec: &'static PolicySpec, realm: Option<&str>) -> HandlerResponses {
    let overrides = spec.overrides().unwrap_or(&Overrides::NONE);
    // The attribute has validated the text. An invalid one changes nothing.
    let challenge = overrides
        .challenge
        .and_then(|text| Challenges::from_text(text).ok());
    HandlerResponses {
        realm: realm.map(Into::into),
        challenge,
        detail: overrides.error_detail,
        responses: spec.responses(),
        names: None,
    }
}

/// A rejection of a token by the guard of a handler. It clears a cookie with an invalid token, which the browser would
/// otherwise send with every request.
#[cold]
pub(super) fn reject_token<C: AuthConfig>(
    auth: &Auth<C>,
    error: AuthError,
    parts: &Parts,
    spec: &'static PolicySpec,
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
    let http = auth.http_settings();
    let drops_expired =
        http.delivery != Delivery::Body && http.cookies.lifetime != CookieLifetime::Session;
    let clear = match error.reason() {
        Reason::InvalidToken(reason)
            if came_in_cookie
                && http.cookies.are_cleared
                && is_invalid_anywhere(reason, settings, drops_expired) =>
        {
            settings.cookies.clear_access(settings.lookup.cookie_name)
        }
        // Pages read this cookie, and cannot know which of several values is right.
        _ if error.kind() == ErrorKind::CsrfFailed => {
            clear_dead(auth, parts, [settings.csrf_cookie()])
        }
        _ => Vec::new(),
    };
    reject_by(auth, error, parts, spec, settings)
        .located_in(located_in)
        .with_cookies(clear)
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

/// Clears these cookies in the response of the handler, whatever that is.
#[cold]
pub(crate) fn clear_in_response<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    cookies: Vec<HeaderValue>,
) {
    if let Some(context) = RequestContext::find(&parts.extensions, auth.id()) {
        context.will_clear(|| cookies);
    }
}

/// A rejection by the guard of a handler of a request whose token is valid; it clears no cookie.
#[cold]
pub(super) fn reject_request<C: AuthConfig>(
    auth: &Auth<C>,
    error: AuthError,
    parts: &Parts,
    spec: &'static PolicySpec,
    request: Option<&GuardedRequest<'_>>,
) -> Rejection {
    match request {
        Some(request) => {
            let located_in = request.context.located_in();
            reject_by(auth, error, parts, spec, &request.settings).located_in(located_in)
        }
        None => {
            let settings = EffectiveSettings::of(auth, parts, None, None);
            reject_by(auth, error, parts, spec, &settings)
        }
    }
}

/// A rejection with the settings of the request.
fn reject_by<C: AuthConfig>(
    auth: &Auth<C>,
    error: AuthError,
    parts: &Parts,
    spec: &'static PolicySpec,
    settings: &EffectiveSettings<'_>,
) -> Rejection {
    let lookup = &settings.lookup;
    let redirect = settings
        .login_redirect()
        .or(auth.http_settings().login_redirect.as_deref());
    let redirect =
        redirect.filter(|_| error.status() == StatusCode::UNAUTHORIZED && wants_a_page(parts));
    let redirect = redirect.map(|page| login_page(auth, page, parts, lookup));
    let mut request = RequestInfo::of(parts);
    request.endpoint = spec.endpoint();
    let error = lookup.explain(error, parts);
    let is_about_locations = matches!(
        error.kind(),
        ErrorKind::MissingToken | ErrorKind::InvalidRequest
    );
    let names = is_about_locations.then(|| Box::new(lookup.names()));
    rejection(auth, request, error)
        .of_handler(HandlerResponses {
            names,
            ..of_handler(spec, settings.realm())
        })
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
    header_list::members(&parts.headers, ACCEPT).any(|media_type| {
        let name = media_type.split(';').next().unwrap_or_default();
        name.trim().eq_ignore_ascii_case("text/html")
    })
}
