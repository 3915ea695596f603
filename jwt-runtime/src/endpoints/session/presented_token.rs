//! A token that a client presents to have something done with it: exchanged, or revoked.

use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::request::Parts;

use crate::auth::{Auth, Judgement};
use crate::config::{AuthConfig, CsrfProtection, Delivery, RefreshTokenLocations};
use crate::error::AuthError;
use crate::grant::{SessionBinding, in_session};
use crate::guard::clear_dead;
use crate::key::CsrfDigest;
use crate::session::{RefreshToken, Session};
use crate::token_location::secret_text::SecretText;
use crate::token_location::{Body, BodyKind, cookie, read_prefix, read_whole, text_in_query};

/// Whether a page of this service sent a request that sets or clears cookies, or a program that is no browser:
/// whatever token came, a page of somebody else could put a browser into another session, or out of its own.
pub(in crate::endpoints) fn check_origin<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
) -> Result<(), AuthError> {
    let csrf = &auth.http_settings().csrf;
    let needs_none =
        csrf.protection == CsrfProtection::Off || auth.http_settings().delivery == Delivery::Body;
    match needs_none {
        true => Ok(()),
        false => csrf.origins.check(None, parts),
    }
}

/// A request with, perhaps, a refresh token: in its body or its query or, if neither has one, in a cookie.
pub(in crate::endpoints) struct PresentedToken {
    pub(in crate::endpoints) parts: Parts,
    body: Option<Body>,
    token: Option<RefreshToken>,
    /// Whether a browser sent it by itself.
    pub(in crate::endpoints) is_cookie: bool,
    /// Whether it would have been in a cookie, had that not been dead.
    has_dead_cookie: bool,
}

impl PresentedToken {
    /// The request, and its refresh token.
    pub(in crate::endpoints) async fn read<C: AuthConfig>(
        auth: &Auth<C>,
        request: Request,
    ) -> Result<Self, AuthError> {
        let mut presented = Self::read_body(auth, request).await?;
        let sent = presented.sent(auth)?;
        let sent = sent.map(|token| RefreshToken::presented(&*token));
        presented.token = sent;
        let delivery = auth.http_settings().delivery;
        let name = auth.cookies(&presented.parts).refresh();
        let name = name.filter(|_| presented.token.is_none() && delivery != Delivery::Body);
        if let Some(name) = name {
            let value = cookie(&presented.parts.headers, name);
            presented.has_dead_cookie = value.is_dead();
            presented.token = value.value().map(RefreshToken::presented);
            presented.is_cookie = presented.token.is_some();
        }
        Ok(presented)
    }

    /// The request, of which no refresh token is asked for.
    pub(in crate::endpoints) async fn read_body<C: AuthConfig>(
        auth: &Auth<C>,
        request: Request,
    ) -> Result<Self, AuthError> {
        let (parts, body) = request.into_parts();
        check_origin(auth, &parts)?;
        let limits = auth.http_settings().body;
        let body = match BodyKind::of(&parts.headers) {
            None => None,
            // It carries no token, and perhaps the CSRF value beside a cookie.
            Some(kind @ BodyKind::Multipart(_)) => {
                let read = read_prefix(kind, body, limits).await;
                Some(read.map_err(malformed)?.0)
            }
            Some(kind) => {
                let bytes = read_whole(&parts.headers, body, limits).await;
                Some(Body::whole(kind, bytes.map_err(malformed)?))
            }
        };
        Ok(Self {
            parts,
            body,
            token: None,
            is_cookie: false,
            has_dead_cookie: false,
        })
    }

    /// The refresh token that was sent on purpose.
    fn sent<C: AuthConfig>(&self, auth: &Auth<C>) -> Result<Option<SecretText<'_>>, AuthError> {
        let places = &auth.endpoint_settings().refresh_locations;
        let in_body = match self.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Json) => self.text(&places.json_key)?,
            Some(BodyKind::Form) => self.text(&places.form_key)?,
            Some(BodyKind::Multipart(_)) | None => None,
        };
        let Some(parameter) = &places.query else {
            return Ok(in_body);
        };
        let query = self.parts.uri.query();
        let in_query = text_in_query(query, &parameter.name, &parameter.prefix);
        match (in_body, in_query.map_err(malformed)?) {
            (Some(_), Some(_)) => Err(AuthError::MalformedCredentials(
                "the request has a refresh token in its body and one in its query; send one".into(),
            )),
            (in_body, in_query) => Ok(in_body.or(in_query.map(Into::into))),
        }
    }

    /// The refresh token, which must be there.
    pub(in crate::endpoints) fn token<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
    ) -> Result<&RefreshToken, AuthError> {
        match &self.token {
            Some(token) => Ok(token),
            // A browser without a cookie has nothing to mend in its request.
            None if auth.http_settings().delivery != Delivery::Body => Err(AuthError::InvalidGrant),
            None => Err(absent(&auth.endpoint_settings().refresh_locations)),
        }
    }

    pub(in crate::endpoints) fn token_if_any(&self) -> Option<&RefreshToken> {
        self.token.as_ref()
    }

    /// Whether it is a form of a page, which leads to another page.
    pub(in crate::endpoints) fn is_of_page(&self) -> bool {
        let is_form = self.body.as_ref().is_some_and(|body| body.kind.is_form());
        is_form && (self.is_cookie || self.has_dead_cookie)
    }

    /// What clears the cookies that a refusal leaves without use.
    pub(in crate::endpoints) fn to_clear<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
        error: &AuthError,
    ) -> Vec<HeaderValue> {
        let cookies = auth.cookies(&self.parts);
        match (error, cookies.refresh()) {
            // A browser would send the dead token again and again.
            (AuthError::InvalidGrant, _) if self.is_cookie => cookies.clear(),
            (AuthError::InvalidGrant, Some(name)) if self.has_dead_cookie => {
                cookies.clear_one(name)
            }
            (AuthError::CsrfFailed(_), _) => clear_dead(auth, &self.parts, cookies.csrf_names()),
            _ => Vec::new(),
        }
    }

    /// The text of another member of the body.
    pub(in crate::endpoints) fn text(
        &self,
        name: &str,
    ) -> Result<Option<SecretText<'_>>, AuthError> {
        let text = self.body.as_ref().map(|body| body.text(name)).transpose();
        Ok(text.map_err(malformed)?.flatten().map(Into::into))
    }

    /// What the refresh token of this request is worth. A request that may not present it ends nothing.
    pub(in crate::endpoints) async fn judge<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
        token: &RefreshToken,
    ) -> Result<Judgement, AuthError> {
        let may_present = |session: &Session| self.check_csrf(auth, &in_session(auth, &session.id));
        auth.sessions().judge(token, may_present).await
    }

    /// A page of somebody else can make a browser send the cookie, too; where it came from was checked.
    fn check_csrf<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
        session: &SessionBinding,
    ) -> Result<(), AuthError> {
        if !self.is_cookie {
            return Ok(());
        }
        let digest = session.csrf.as_deref().map(CsrfDigest::of);
        let digest = digest.as_deref().and_then(CsrfDigest::read);
        let cookies = auth.cookies(&self.parts);
        let field = |name: &str| {
            let value = self.body.as_ref().map(|body| body.csrf_value(name));
            let value = value.transpose().map_err(malformed)?.flatten();
            Ok(value.map(Into::into))
        };
        let csrf = &auth.http_settings().csrf;
        csrf.check_refresh(&self.parts, cookies.csrf(), digest.as_ref(), field)
    }
}

/// An endpoint that hands out tokens refuses what is malformed without a challenge (RFC 6749 §5.2).
pub(in crate::endpoints) fn malformed(error: AuthError) -> AuthError {
    match error {
        AuthError::InvalidRequest(what) => AuthError::MalformedCredentials(what),
        other => other,
    }
}

/// What a client is told that sent no refresh token: all places in which one is looked for.
fn absent(places: &RefreshTokenLocations) -> AuthError {
    let RefreshTokenLocations {
        query,
        json_key,
        form_key,
    } = places;
    let in_query = query.as_ref().map(|parameter| {
        let name = &parameter.name;
        format!(", or as the query parameter `{name}`")
    });
    AuthError::MalformedCredentials(
        format!(
            "the request has no refresh token: send it as the member `{json_key}` of a JSON body, or as the form field \
             `{form_key}`{}",
            in_query.unwrap_or_default()
        )
        .into(),
    )
}
