//! Access tokens in cookies that are replaced before they expire: which ones they are, and which answers do it.

use std::sync::Arc;

use axum::http::header::HeaderName;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use jwt_syntax::http::token_location::LocationKind;

use crate::auth::Auth;
use crate::browser::cookie::RequestCookies;
use crate::claims::AnyClaims;
use crate::config::{AuthConfig, ClaimsOf};
use crate::grant::Expiring;
use crate::guard::PolicySpec;
use crate::guard::decide::found;
use crate::guard::request::{Exchange, Rules};
use crate::token::{SubjectSecret, Verified};

/// How a server tells a browser to forget a session, besides taking its cookies back.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// Leaves the token that let a request in for the layer, if it came in a cookie and will expire soon. Else it costs a
/// comparison; without the setting, less.
pub(super) fn watch_expiry<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Arc<Verified<ClaimsOf<C>>>,
    parts: &Parts,
    spec: &'static PolicySpec,
    exchange: &Exchange,
    user: Option<&SubjectSecret>,
) {
    let Some(implicit) = auth.web().implicit_refresh else {
        return;
    };
    let left = verified.expires_at().saturating_sub(auth.now());
    // One that has expired is dead, whoever still takes it.
    if (1..=implicit.window).contains(&left)
        && exchange.source() == Some(LocationKind::Cookie)
        && would_mint(auth, verified, parts, spec, exchange)
    {
        exchange.let_in_by(Expiring {
            verified: Arc::clone(verified) as Arc<Verified<dyn AnyClaims>>,
            secret: user.and_then(|user| user.secret.clone()),
            is_local: auth.cookies(parts).is_local(),
        });
    }
}

/// Whether a new token would take the place of this one, and be good for no more: it is ours, to the client and for
/// all services that a login names, and in the cookie that it sets.
#[cold]
fn would_mint<C: AuthConfig>(
    auth: &Auth<C>,
    verified: &Verified<ClaimsOf<C>>,
    parts: &Parts,
    spec: &'static PolicySpec,
    exchange: &Exchange,
) -> bool {
    let Ok(rules) = Rules::of(spec, exchange) else {
        return false;
    };
    let cookies = auth.cookies(parts);
    let lookup = rules.lookup(&auth.web().places, cookies);
    let is_ours = !verified.is_foreign()
        && verified.issuer() == auth.minter().issuer()
        && verified.client_id() == auth.minter().client();
    is_ours
        && lookup.cookie_name == cookies.access()
        && found(auth, parts, spec, exchange).is_ok_and(|found| {
            let found = found.filter(|found| found.source == LocationKind::Cookie);
            found.is_some_and(|found| auth.verifier().covers_audience(found.token.as_bytes()))
        })
}

/// Whether an answer lets the session go on: it is no refusal, and says nothing of the session itself.
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
