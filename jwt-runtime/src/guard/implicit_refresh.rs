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

/// The header with which a server makes a browser delete the data of a session.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// What the layer needs to replace the token after the handler has run, if the token came by cookie and will expire soon. For
/// any other token, this costs one comparison.
pub(super) fn if_renewable<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Arc<Verified<ClaimsOf<C>>>,
    settings: &EffectiveSettings<'_>,
    located: &LocatedToken<'_>,
    user: Option<&SubjectSecret>,
) -> Option<Box<ExpiringToken>> {
    let implicit = auth.http_settings().implicit_refresh?;
    let left = verified.expires_at().saturating_sub(auth.now());
    // An expired token is never replaced, even if a handler accepts it.
    if !(1..=implicit.window).contains(&left) || !would_mint(auth, verified, settings, located) {
        return None;
    }
    Some(Box::new(ExpiringToken {
        verified: Arc::clone(verified) as Arc<Verified<dyn AnyClaims>>,
        secret: user.and_then(|user| user.secret.clone()),
        is_local: settings.cookies.is_local(),
    }))
}

/// Whether a new token would replace this one and grant no more: the token is of this service, with the client and all
/// audiences of a login, and in the cookie that a login sets.
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

/// Whether a response leaves the session alive: it is no refusal, and does not set or clear cookies of the session itself.
pub(super) fn keeps_session(
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
