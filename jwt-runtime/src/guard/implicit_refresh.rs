//! Access tokens in cookies that are replaced before they expire: which ones they are, and which answers do it.

use std::sync::Arc;

use axum::http::header::HeaderName;
use axum::http::request::Parts;
use axum::http::{HeaderMap, StatusCode};
use jwt_syntax::http::token_location::LocationKind;

use super::admission::found;
use super::{Exchange, PolicySpec, Rules};
use crate::auth::Auth;
use crate::claims::AnyClaims;
use crate::config::AuthConfig;
use crate::config::ClaimsOf;
use crate::cookie::RequestCookies;
use crate::key::Secret;
use crate::token::{OfUser, Verified};

/// How a server tells a browser to forget a session, besides taking its cookies back.
const CLEAR_SITE_DATA: HeaderName = HeaderName::from_static("clear-site-data");

/// A token that let a request in and will expire soon, and what else is gone when its answer is there.
pub(crate) struct Expiring {
    pub(crate) verified: Arc<Verified<dyn AnyClaims>>,
    /// What the key of its user was made of, if each has one.
    pub(crate) secret: Option<Secret>,
    /// Whether the request came over plain HTTP, on this machine.
    is_local: bool,
}

impl Expiring {
    /// How cookies are called on the request.
    pub(crate) fn cookies<'a, C: AuthConfig>(&self, auth: &'a Auth<C>) -> RequestCookies<'a> {
        auth.web().cookies.named(self.is_local)
    }
}

impl<C: AuthConfig> Auth<C> {
    /// Leaves the token that let a request in for the layer, if it came in a cookie and will expire soon. Else it costs a
    /// comparison; without the setting, less.
    pub(super) fn watch_expiry(
        &self,
        verified: &Arc<Verified<ClaimsOf<C>>>,
        parts: &Parts,
        spec: &'static PolicySpec,
        exchange: &Exchange,
        user: Option<&OfUser>,
    ) {
        let Some(implicit) = self.web().implicit_refresh else {
            return;
        };
        let left = verified.expires_at().saturating_sub(self.now());
        // One that has expired is dead, whoever still takes it.
        if (1..=implicit.window).contains(&left)
            && exchange.source() == Some(LocationKind::Cookie)
            && self.would_mint(verified, parts, spec, exchange)
        {
            exchange.let_in_by(Expiring {
                verified: Arc::clone(verified) as Arc<Verified<dyn AnyClaims>>,
                secret: user.and_then(|user| user.secret.clone()),
                is_local: self.cookies(parts).is_local(),
            });
        }
    }

    /// Whether a new token would take the place of this one, and be good for no more: it is ours, to the client and for
    /// all services that a login names, and in the cookie that it sets.
    #[cold]
    fn would_mint(
        &self,
        verified: &Verified<ClaimsOf<C>>,
        parts: &Parts,
        spec: &'static PolicySpec,
        exchange: &Exchange,
    ) -> bool {
        let Ok(rules) = Rules::of(spec, exchange) else {
            return false;
        };
        let cookies = self.cookies(parts);
        let lookup = rules.lookup(&self.web().places, cookies);
        let is_ours = !verified.is_foreign()
            && verified.issuer() == self.minter().issuer()
            && verified.client_id() == self.minter().client();
        is_ours
            && lookup.cookie_name == cookies.access()
            && found(self, parts, spec, exchange).is_ok_and(|found| {
                let found = found.filter(|found| found.source == LocationKind::Cookie);
                found.is_some_and(|found| self.verifier().is_for_all(found.token.as_bytes()))
            })
    }
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
