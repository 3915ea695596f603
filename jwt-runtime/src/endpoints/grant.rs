//! Tokens for a user: what login, refresh and re-authentication have in common.

use std::time::Duration;

use axum::http::HeaderValue;
use axum::http::header::SET_COOKIE;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Redirect, Response};
use serde::ser::{Serialize, SerializeMap, Serializer};

use super::delivery::Carriers;
use super::{NO_STORE, NoStore};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;
use crate::guard::InSession;
use crate::scope::ScopeSet;
use crate::session::RefreshToken;
use crate::token::MintError;
use crate::token_location::is_sent;
use crate::user::{Authentication, UserBackend};

/// The user of a configuration.
pub(super) type UserOf<C> =
    <<C as AuthConfig>::Users as UserBackend<<C as AuthConfig>::Claims>>::User;

/// What an access token says that does not come from the user alone.
pub(super) struct Granted<'a> {
    pub(super) subject: &'a str,
    pub(super) scopes: &'a ScopeSet,
    pub(super) auth_time: i64,
    pub(super) authentication: &'a Authentication,
    /// Whether the user authenticated for this token.
    pub(super) is_fresh: bool,
    pub(super) session: Option<&'a InSession>,
    /// How long the session has to live at most, in seconds: the access token is good for no longer.
    pub(super) left: i64,
}

/// An access token, and for how long it is good, in seconds.
pub(super) struct Access {
    pub(super) token: String,
    pub(super) expires_in: i64,
}

impl<C: AuthConfig> Auth<C> {
    /// An access token for a user.
    pub(super) async fn access_token(
        &self,
        user: &UserOf<C>,
        granted: &Granted<'_>,
    ) -> Result<Access, AuthError> {
        let users = self.users();
        let claims = users.claims(user).await?;
        let secret = self.own_secret(granted.subject).await?;
        let expires_in = self.minter().access_ttl().min(granted.left);
        let ttl = u64::try_from(expires_in).map_err(|_| AuthError::InvalidGrant)?;
        let token = self
            .mint(granted.subject)
            .ttl(Duration::from_secs(ttl))
            .scopes(granted.scopes.iter())
            .claims(claims)
            .authenticated(granted.auth_time, granted.authentication, granted.is_fresh)
            .extend(users.extend_payload(user).await?);
        let headers = users.additional_headers(user).await?;
        let token = headers
            .into_iter()
            .fold(token, |token, (name, value)| token.header(name, value));
        let token = match granted.session {
            Some(session) => session.in_token(token),
            None => token,
        };
        let token = match &secret {
            Some(secret) => token.token_with(secret),
            None => token.token(),
        };
        let token = token.map_err(|error| match error {
            // The session ends before another token of it could be good.
            MintError::Lifetime(_) if granted.left < self.minter().access_ttl() => {
                AuthError::InvalidGrant
            }
            error => unusable(&error),
        })?;
        Ok(Access { token, expires_in })
    }

    /// Refuses an access token that fits into no cookie, before a session begins or a refresh token is exchanged for it.
    pub(super) fn check_size(
        &self,
        parts: &Parts,
        access: &Access,
        carriers: Carriers,
    ) -> Result<(), AuthError> {
        if !carriers.cookies {
            return Ok(());
        }
        let access = (&*access.token, access.expires_in);
        self.session_cookies(self.cookies(parts), access, None, None, &|_| false)
            .map(drop)
    }

    /// The answer that hands tokens out.
    pub(super) fn handed_out(
        &self,
        parts: &Parts,
        tokens: Tokens<'_>,
        carriers: Carriers,
    ) -> Result<HandedOut, AuthError> {
        let session = tokens.session;
        let cookies = match carriers.cookies {
            true => {
                let refresh = tokens.refresh.map(|(token, left)| (token.as_str(), left));
                let access = (tokens.access, tokens.expires_in);
                let is_sent = |name: &str| is_sent(&parts.headers, name);
                self.session_cookies(self.cookies(parts), access, refresh, session, &is_sent)?
            }
            false => Vec::new(),
        };
        let settings = self.endpoint_settings();
        let member = |key: &str, token: &str| carriers.body.then(|| (key.into(), token.to_owned()));
        Ok(HandedOut {
            body: TokenResponse {
                access: member(&settings.access_token_key, tokens.access),
                expires_in: tokens.expires_in,
                refresh: tokens
                    .refresh
                    .and_then(|(token, _)| member(&settings.refresh_token_key, token.as_str())),
                scope: tokens.scope,
            },
            cookies,
            next: None,
        })
    }

    /// A user who was told of by a token or a session, if there still is one who may have it.
    pub(super) async fn user_about(&self, subject: &str) -> Result<Option<UserOf<C>>, AuthError> {
        match self.retrieve_user(subject).await {
            Ok(user) => Ok(Some(user)),
            Err(AuthError::InvalidToken(_)) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// The scopes that both sets grant, of those that this service still knows.
    pub(super) fn common_to(&self, one: &ScopeSet, other: &ScopeSet) -> ScopeSet {
        let of_one = one.iter().filter(|scope| self.is_granted(other, scope));
        let of_other = other.iter().filter(|scope| self.is_granted(one, scope));
        let mut common: Vec<&str> = Vec::new();
        for scope in of_one.chain(of_other) {
            if !common.contains(&scope) && self.minter().knows(scope) {
                common.push(scope);
            }
        }
        common.into_iter().collect()
    }

    pub(super) fn is_granted(&self, granted: &ScopeSet, scope: &str) -> bool {
        granted
            .iter()
            .any(|granted| self.minter().narrows(granted, scope))
    }
}

/// Tokens that are to be handed out.
pub(super) struct Tokens<'a> {
    pub(super) access: &'a str,
    /// In seconds.
    pub(super) expires_in: i64,
    /// With the seconds that its session has to live.
    pub(super) refresh: Option<(&'a RefreshToken, i64)>,
    pub(super) session: Option<&'a InSession>,
    /// The scopes, if they may be others than the client expects.
    pub(super) scope: Option<String>,
}

/// Tokens on their way: to a program in the body, to a browser in cookies and, after a form, with another page.
pub(super) struct HandedOut {
    body: TokenResponse,
    cookies: Vec<HeaderValue>,
    next: Option<Redirect>,
}

impl HandedOut {
    /// Sets or clears other cookies too.
    pub(super) fn also_set(&mut self, cookies: Vec<HeaderValue>) {
        self.cookies.extend(cookies);
    }

    /// A page that is shown instead, unless it would hide the tokens.
    pub(super) fn and_go_to(mut self, next: Option<Redirect>) -> Self {
        self.next = next.filter(|_| !self.cookies.is_empty());
        self
    }
}

impl IntoResponse for HandedOut {
    fn into_response(self) -> Response {
        let mut response = match self.next {
            Some(next) => (NO_STORE, next).into_response(),
            None => NoStore(self.body).into_response(),
        };
        for cookie in self.cookies {
            response.headers_mut().append(SET_COOKIE, cookie);
        }
        response
    }
}

/// The answer to a grant (RFC 6749 §5.1). Tokens have the names of their members, unless they are in cookies.
struct TokenResponse {
    access: Option<(Box<str>, String)>,
    /// In seconds.
    expires_in: i64,
    refresh: Option<(Box<str>, String)>,
    scope: Option<String>,
}

impl Serialize for TokenResponse {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        if let Some((key, token)) = &self.access {
            members.serialize_entry(key, token)?;
        }
        members.serialize_entry("token_type", "Bearer")?;
        members.serialize_entry("expires_in", &self.expires_in)?;
        if let Some((key, token)) = &self.refresh {
            members.serialize_entry(key, token)?;
        }
        if let Some(scope) = &self.scope {
            members.serialize_entry("scope", scope)?;
        }
        members.end()
    }
}

/// The backend gave something of which no token can be made, or there is no key to sign one.
fn unusable(error: &MintError) -> AuthError {
    tracing::error!(%error, "no token was minted");
    if matches!(error, MintError::NoSigningKey) {
        return AuthError::Misconfigured(
            "a configuration without a signing key has no login: do not mount its endpoints",
        );
    }
    AuthError::Misconfigured(
        "the user backend gave a subject, scopes or claims that no token of this configuration can carry",
    )
}
