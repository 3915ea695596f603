//! `PresentedToken`: a request that presents a token to be exchanged or revoked.

use axum::body::Body as RequestBody;
use axum::extract::Request;
use axum::http::HeaderValue;
use axum::http::request::Parts;

use crate::auth::{Auth, RefreshTokenVerdict};
use crate::config::{AuthConfig, CsrfProtection, Delivery};
use crate::error::{AuthError, ErrorKind, Reason};
use crate::grant::{SessionBinding, in_session};
use crate::guard::{clear_dead, reject_at};
use crate::key::CsrfDigest;
use crate::response::{Endpoint, Rejection};
use crate::session::{RefreshToken, Session};
use crate::token_location::secret_text::SecretText;
use crate::token_location::{Body, BodyKind, cookie, read_prefix, read_whole};

/// Checks that a request which sets or clears cookies was sent by a page of this service, or by a client that is no browser. A
/// page of another origin could otherwise change the session of a browser, whatever token it sends.
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

/// A request that may have a refresh token: in its body or its query or, if neither has one, in a cookie. The header, which may
/// hold an access token instead, is the last location.
pub(in crate::endpoints) struct PresentedToken {
    pub(in crate::endpoints) parts: Parts,
    endpoint: Endpoint,
    body: Option<Body>,
    token: Option<RefreshToken>,
    /// Whether the token came by cookie.
    pub(in crate::endpoints) is_cookie: bool,
    /// Whether the cookie of the refresh token is dead.
    has_dead_cookie: bool,
}

impl PresentedToken {
    /// Reads the request with its refresh token.
    pub(in crate::endpoints) async fn read<C: AuthConfig>(
        auth: &Auth<C>,
        endpoint: Endpoint,
        request: Request,
    ) -> Result<Self, Rejection> {
        let mut presented = Self::read_body(auth, endpoint, request).await?;
        let sent = match presented.sent(auth) {
            Ok(sent) => sent.map(|token| RefreshToken::presented(&*token)),
            Err(error) => return Err(reject_at(auth, endpoint, &presented.parts, error)),
        };
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

    /// The same request with the token of the header, if it has no refresh token elsewhere. With `refresh_requires_access`, the
    /// header is for the access token.
    pub(in crate::endpoints) fn or_in_header<C: AuthConfig>(
        mut self,
        auth: &Auth<C>,
        endpoint: Endpoint,
    ) -> Result<Self, Rejection> {
        if self.token.is_some() || requires_access(auth) {
            return Ok(self);
        }
        match self.in_header(auth) {
            Ok(None) => Ok(self),
            Ok(token) => {
                self.token = token;
                self.has_dead_cookie = false;
                Ok(self)
            }
            Err(error) => Err(reject_at(auth, endpoint, &self.parts, malformed(error))),
        }
    }

    /// The token of the header, of either kind.
    pub(in crate::endpoints) fn in_header<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
    ) -> Result<Option<RefreshToken>, AuthError> {
        let locations = &auth.http_settings().token_locations;
        let token = locations.in_header(&self.parts.headers)?;
        Ok(token.map(RefreshToken::presented))
    }

    /// Reads the request without searching it for a refresh token.
    pub(in crate::endpoints) async fn read_body<C: AuthConfig>(
        auth: &Auth<C>,
        endpoint: Endpoint,
        request: Request,
    ) -> Result<Self, Rejection> {
        let (parts, body) = request.into_parts();
        match body_of(auth, &parts, body).await {
            Ok(body) => Ok(Self {
                parts,
                endpoint,
                body,
                token: None,
                is_cookie: false,
                has_dead_cookie: false,
            }),
            Err(error) => Err(reject_at(auth, endpoint, &parts, error)),
        }
    }

    /// The refresh token that was sent on purpose.
    fn sent<C: AuthConfig>(&self, auth: &Auth<C>) -> Result<Option<SecretText<'_>>, AuthError> {
        let places = &auth.endpoint_settings().refresh_locations;
        let in_body = match self.body.as_ref().map(|body| &body.kind) {
            Some(BodyKind::Json) => self.text(&places.json_key)?,
            Some(BodyKind::Form) => self.text(&places.form_key)?,
            Some(BodyKind::Multipart(_)) | None => None,
        };
        let in_query = places.in_query(self.parts.uri.query());
        match (in_body, in_query.map_err(malformed)?) {
            (Some(_), Some(_)) => Err(Reason::MalformedCredentials(
                "the request has a refresh token in its body and one in its query; send one".into(),
            )
            .into()),
            (in_body, in_query) => Ok(in_body.or(in_query.map(Into::into))),
        }
    }

    /// The refresh token; an error if there is none.
    pub(in crate::endpoints) fn token<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
    ) -> Result<&RefreshToken, AuthError> {
        match &self.token {
            Some(token) => Ok(token),
            // The user of a browser without the cookie has to log in, and cannot correct the request.
            None if auth.http_settings().delivery != Delivery::Body => {
                Err(Reason::RefreshCookieAbsent.into())
            }
            None => Err(absent(auth)),
        }
    }

    pub(in crate::endpoints) fn token_if_any(&self) -> Option<&RefreshToken> {
        self.token.as_ref()
    }

    /// Whether the request is a form of a page, so that a redirect must follow.
    pub(in crate::endpoints) fn is_of_page(&self) -> bool {
        let is_form = self.body.as_ref().is_some_and(|body| body.kind.is_form());
        is_form && (self.is_cookie || self.has_dead_cookie)
    }

    /// The cookies that clear those which are useless after this error.
    pub(in crate::endpoints) fn to_clear<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
        error: &AuthError,
    ) -> Vec<HeaderValue> {
        let cookies = auth.cookies(&self.parts);
        match (error.kind(), cookies.refresh()) {
            // Otherwise the browser would send the dead token again with every refresh.
            _ if !auth.http_settings().cookies.are_cleared => Vec::new(),
            (ErrorKind::InvalidGrant, _) if self.is_cookie => cookies.clear(),
            (ErrorKind::InvalidGrant, Some(name)) if self.has_dead_cookie => {
                cookies.clear_one(name)
            }
            (ErrorKind::CsrfFailed, _) => clear_dead(auth, &self.parts, cookies.csrf_names()),
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

    /// Decides on the refresh token of this request. If the request may not present the token, the session stays as it is.
    pub(in crate::endpoints) async fn check_refresh_token<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
        token: &RefreshToken,
    ) -> Result<RefreshTokenVerdict, AuthError> {
        let may_present = |session: &Session| self.check_csrf(auth, &in_session(auth, &session.id));
        auth.sessions()
            .check_refresh_token(token, may_present)
            .await
    }

    /// Checks the CSRF value, as a page of another origin can make a browser send the cookie. The origin was checked before.
    pub(super) fn check_csrf<C: AuthConfig>(
        &self,
        auth: &Auth<C>,
        session: &SessionBinding,
    ) -> Result<(), AuthError> {
        if !self.is_cookie {
            return Ok(());
        }
        let cookies = auth.cookies(&self.parts);
        let cookie = cookies.refresh_csrf().unwrap_or_else(|| cookies.csrf());
        let field = |name: &str| {
            let value = self.body.as_ref().map(|body| body.csrf_value(name));
            let value = value.transpose().map_err(malformed)?.flatten();
            Ok(value.map(Into::into))
        };
        let csrf = &auth.http_settings().csrf;
        let check = |digest: Option<CsrfDigest>| {
            csrf.check_refresh(&self.parts, cookie, digest.as_ref(), field)
        };
        let digest = |value: &Option<String>| value.as_deref().map(CsrfDigest::of_value);
        let service = auth.session_service().zip(self.token.as_ref());
        let of_token = service.and_then(|(service, token)| service.csrf_of(token));
        let checked = check(of_token.or_else(|| digest(&session.refresh_csrf)));
        let is_wrong = matches!(&checked, Err(error) if matches!(error.reason(), Reason::CsrfValueWrong { .. }));
        match is_wrong && self.endpoint == Endpoint::Logout {
            // A page logs out with the value that it has, which is often that of the access token.
            true => check(digest(&session.csrf)),
            false => checked,
        }
    }
}

/// The body of a request that a page of this service sent, as far as it is needed.
async fn body_of<C: AuthConfig>(
    auth: &Auth<C>,
    parts: &Parts,
    body: RequestBody,
) -> Result<Option<Body>, AuthError> {
    check_origin(auth, parts)?;
    let limits = auth.http_settings().body;
    Ok(match BodyKind::of(&parts.headers) {
        None => None,
        // Such a form carries no token, but may carry the CSRF value that belongs to a cookie.
        Some(kind @ BodyKind::Multipart(_)) => {
            let read = read_prefix(kind, body, limits).await;
            Some(read.map_err(malformed)?.0)
        }
        Some(kind) => {
            let bytes = read_whole(&parts.headers, body, limits).await;
            Some(Body::whole(kind, bytes.map_err(malformed)?))
        }
    })
}

/// Endpoints that issue tokens report malformed requests without a challenge (RFC 6749 §5.2).
pub(in crate::endpoints) fn malformed(error: AuthError) -> AuthError {
    match error.kind() {
        ErrorKind::InvalidRequest => Reason::MalformedCredentials(error.to_string().into()).into(),
        _ => error,
    }
}

/// Whether the access token must come with the refresh token.
fn requires_access<C: AuthConfig>(auth: &Auth<C>) -> bool {
    auth.session_service()
        .is_some_and(|session_service| session_service.rules.requires_access)
}

/// The error for a request without a refresh token, with all locations that may hold one.
fn absent<C: AuthConfig>(auth: &Auth<C>) -> AuthError {
    let mut locations = auth.endpoint_settings().refresh_locations.in_words();
    let in_header = auth.http_settings().token_locations.header_in_words();
    locations.extend(in_header.filter(|_| !requires_access(auth)));
    let last = locations.pop().unwrap_or_default();
    Reason::RefreshTokenAbsent(
        format!(
            "the request has no refresh token: send it {}, or {last}",
            locations.join(", ")
        )
        .into(),
    )
    .into()
}
