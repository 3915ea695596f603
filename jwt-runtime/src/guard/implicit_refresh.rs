//! `implicit_refresh`: which access tokens in cookies are replaced before they expire, and by which responses.

use std::sync::Arc;

use axum::http::header::HeaderName;
use axum::http::{HeaderMap, StatusCode};

use crate::auth::Auth;
use crate::browser::cookie::RequestCookies;
use crate::claims::AnyClaims;
use crate::config::{AuthConfig, ClaimsOf};
use crate::grant::ExpiringToken;
use crate::guard::request::EffectiveSettings;
use crate::token::{SubjectSecret, Verified};
use crate::token_location::LocatedToken;

/// How a server tells a browser to forget a session, besides taking its cookies back.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// What the layer needs of a token from a cookie that will expire soon, to replace it once it has let the request in. Any other
/// costs a comparison; without the setting, less.
pub(super) fn if_renewable<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Arc<Verified<ClaimsOf<C>>>,
    settings: &EffectiveSettings<'_>,
    located: &LocatedToken<'_>,
    user: Option<&SubjectSecret>,
) -> Option<Box<ExpiringToken>> {
    let implicit = auth.http_settings().implicit_refresh?;
    let left = verified.expires_at().saturating_sub(auth.now());
    // One that has expired is dead, even where a handler still takes it.
    if !(1..=implicit.window).contains(&left) || !would_mint(auth, verified, settings, located) {
        return None;
    }
    Some(Box::new(ExpiringToken {
        verified: Arc::clone(verified) as Arc<Verified<dyn AnyClaims>>,
        secret: user.and_then(|user| user.secret.clone()),
        is_local: settings.cookies.is_local(),
    }))
}

/// Whether a new token would take the place of this one, and be good for no more: it is ours, to the client and for
/// all services that a login names, and in the cookie that it sets.
#[cold]
fn would_mint<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Verified<ClaimsOf<C>>,
    settings: &EffectiveSettings<'_>,
    located: &LocatedToken<'_>,
) -> bool {
    !verified.is_foreign()
        && verified.issuer() == auth.minter().issuer()
        && verified.client_id() == auth.minter().client()
        && settings.lookup.cookie_name == settings.cookies.access()
        && auth.verifier().covers_audience(located.token.as_bytes())
}

/// Whether a response lets the session go on: it is no refusal, and says nothing of the session itself.
pub(super) fn lets_go_on(
    status: StatusCode,
    headers: &HeaderMap,
    cookies: RequestCookies<'_>,
) -> bool {
    let is_refusal = matches!(status, StatusCode::UNAUTHORIZED | StatusCode::FORBIDDEN);
    !status.is_informational()
        && !status.is_server_error()
        && !is_refusal
        && !headers.contains_key(CLEAR_SITE_DATA)
        && !cookies.are_set_by(headers)
}
