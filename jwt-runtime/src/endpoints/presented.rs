//! A token that a client presents to have something done with it: exchanged, or revoked.

use axum::extract::Request;
use axum::http::request::Parts;

use crate::auth::Auth;
use crate::config::{AuthConfig, CsrfProtection, Delivery};
use crate::csrf::Digest;
use crate::error::AuthError;
use crate::guard::{Body, BodyKind, InSession, Unread, cookie, read_body};
use crate::session::RefreshToken;

impl<C: AuthConfig> Auth<C> {
    /// Whether a page of this service sent a request that sets or clears cookies, or a program that is no browser:
    /// whatever token came, a page of somebody else could put a browser into another session, or out of its own.
    pub(super) fn check_origin(&self, parts: &Parts) -> Result<(), AuthError> {
        let csrf = &self.web().csrf;
        let needs_none =
            csrf.protection == CsrfProtection::Off || self.web().delivery == Delivery::Body;
        match needs_none {
            true => Ok(()),
            false => csrf.origins.check(None, parts),
        }
    }
}

/// A request with, perhaps, a refresh token: in its body or, if that has none, in a cookie.
pub(super) struct Presented {
    pub(super) parts: Parts,
    body: Option<Body>,
    token: Option<RefreshToken>,
    /// Whether a browser sent it by itself.
    pub(super) is_cookie: bool,
}

impl Presented {
    pub(super) async fn read<C: AuthConfig>(
        auth: &Auth<C>,
        request: Request,
    ) -> Result<Self, AuthError> {
        let (parts, body) = request.into_parts();
        auth.check_origin(&parts)?;
        let body = match BodyKind::of(&parts.headers) {
            None => None,
            Some(kind) => {
                let bytes = read_body(&parts.headers, body).await;
                let bytes = bytes.map_err(|unread| match unread {
                    Unread::TooLarge => AuthError::PayloadTooLarge,
                    Unread::Broken => {
                        AuthError::MalformedCredentials("the body was not received whole".into())
                    }
                })?;
                Some(Body { kind, bytes })
            }
        };
        let mut presented = Self {
            parts,
            body,
            token: None,
            is_cookie: false,
        };
        let member = presented.text(&auth.endpoint_settings().refresh_token_key)?;
        presented.token = member.map(RefreshToken::presented);
        let delivery = auth.web().delivery;
        let name = auth.cookies(&presented.parts).refresh();
        let name = name.filter(|_| presented.token.is_none() && delivery != Delivery::Body);
        if let Some(name) = name {
            let value = cookie(&presented.parts.headers, name)?;
            presented.token = value.map(RefreshToken::presented);
            presented.is_cookie = presented.token.is_some();
        }
        Ok(presented)
    }

    /// The refresh token, which must be there.
    pub(super) fn token<C: AuthConfig>(&self, auth: &Auth<C>) -> Result<&RefreshToken, AuthError> {
        match &self.token {
            Some(token) => Ok(token),
            // A browser without a cookie has nothing to mend in its request.
            None if auth.web().delivery != Delivery::Body => Err(AuthError::InvalidGrant),
            None => {
                let key = &auth.endpoint_settings().refresh_token_key;
                Err(AuthError::MalformedCredentials(
                    format!("the request has no refresh token: send it as the member `{key}` of a JSON body, or as a form field")
                        .into(),
                ))
            }
        }
    }

    pub(super) fn token_if_any(&self) -> Option<&RefreshToken> {
        self.token.as_ref()
    }

    /// Whether it is a form of a page, which leads to another page.
    pub(super) fn is_of_page(&self) -> bool {
        let is_form = self
            .body
            .as_ref()
            .is_some_and(|body| body.kind == BodyKind::Form);
        is_form && self.is_cookie
    }

    /// The text of another member of the body.
    pub(super) fn text(&self, name: &str) -> Result<Option<String>, AuthError> {
        let text = self.body.as_ref().map(|body| body.text(name)).transpose();
        let text = text.map_err(|error| match error {
            AuthError::InvalidRequest(what) => AuthError::MalformedCredentials(what),
            other => other,
        })?;
        Ok(text.flatten().map(Into::into))
    }

    /// A page of somebody else can make a browser send the cookie, too; where it came from was checked.
    pub(super) fn check_csrf<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
        session: &InSession,
    ) -> Result<(), AuthError> {
        if !self.is_cookie {
            return Ok(());
        }
        let digest = session.csrf.as_deref().map(Digest::of);
        let digest = digest.as_deref().and_then(Digest::read);
        let cookies = auth.cookies(&self.parts);
        let field = |name: &str| self.text(name);
        let csrf = &auth.web().csrf;
        csrf.check_refresh(&self.parts, cookies.csrf(), digest.as_ref(), field)
    }
}
