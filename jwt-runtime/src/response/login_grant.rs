//! `LoginGrant`: what a login or a refresh hands out.

use std::any::Any;
use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, HeaderValue};
use axum::response::{IntoResponse, IntoResponseParts, Redirect, Response, ResponseParts};
use serde::ser::{Serialize, SerializeMap, Serializer};
use serde_json::{Map, Value};

use super::{Endpoint, forbid_caching};
use crate::error::AuthError;

/// What a login, a refresh or a re-authentication hands out: tokens in a body, in cookies, or in both, as `token_delivery` says.
///
/// As a response it is rendered by [`Responses::login`](super::Responses::login) or its siblings, with its cookies. As a part of
/// another response, it adds its cookies alone: `(grant, Redirect::to("/"))`. If its tokens are only in the body, they would be
/// lost: such a response is a 500, and the log says why. Return the grant last instead, as in `(StatusCode::CREATED, grant)`.
#[must_use = "the tokens are in it: return it from the handler"]
pub struct LoginGrant(Box<GrantParts>);

pub(crate) struct GrantParts {
    pub(crate) endpoint: Endpoint,
    pub(crate) body: GrantBody,
    pub(crate) subject: String,
    pub(crate) session: Option<String>,
    /// Seconds until the session ends, if there is a refresh token.
    pub(crate) refresh_expires_in: Option<i64>,
    pub(crate) user: Box<dyn Any + Send + Sync>,
    pub(crate) cookies: Vec<HeaderValue>,
    pub(crate) next: Option<Redirect>,
    pub(crate) renderer: Arc<dyn RenderGrant>,
}

/// Renders a grant.
pub(crate) trait RenderGrant: Send + Sync {
    fn render(&self, grant: &LoginGrant) -> Response;
}

impl LoginGrant {
    pub(crate) fn new(parts: GrantParts) -> Self {
        Self(Box::new(parts))
    }

    /// The body of the default response ([RFC 6749 §5.1]), to be serialised. It has no tokens if they are in cookies.
    ///
    /// [RFC 6749 §5.1]: https://www.rfc-editor.org/rfc/rfc6749#section-5.1
    #[must_use]
    pub fn body(&self) -> &GrantBody {
        &self.0.body
    }

    /// The subject of the user.
    #[must_use]
    pub fn subject(&self) -> &str {
        &self.0.subject
    }

    /// The user, if `U` is the type of the user backend.
    #[must_use]
    pub fn user<U: 'static>(&self) -> Option<&U> {
        self.0.user.downcast_ref()
    }

    /// The session that the tokens belong to; `None` without a store and without cookies.
    #[must_use]
    pub fn session_id(&self) -> Option<&str> {
        self.0.session.as_deref()
    }

    /// The time until the access token expires, in whole seconds; `None` if it never does.
    #[must_use]
    pub fn expires_in(&self) -> Option<Duration> {
        self.0.body.expires_in.map(seconds)
    }

    /// The time until the session ends unless it is refreshed, in whole seconds; `None` without a refresh token.
    #[must_use]
    pub fn refresh_expires_in(&self) -> Option<Duration> {
        self.0.refresh_expires_in.map(seconds)
    }

    /// The endpoint that hands it out, or would for a handler that does the same.
    pub(super) fn endpoint(&self) -> Endpoint {
        self.0.endpoint
    }

    /// Sets or clears further cookies.
    pub(crate) fn also_set(&mut self, cookies: Vec<HeaderValue>) {
        self.0.cookies.extend(cookies);
    }

    /// Redirects instead of sending a body, unless the tokens are only in the body.
    pub(crate) fn redirecting_to(mut self, next: Option<Redirect>) -> Self {
        self.0.next = next.filter(|_| !self.needs_its_body());
        self
    }

    /// Whether the client receives no token without the body.
    fn needs_its_body(&self) -> bool {
        self.0.body.access.is_some() && self.0.cookies.is_empty()
    }
}

fn seconds(seconds: i64) -> Duration {
    Duration::from_secs(u64::try_from(seconds).unwrap_or_default())
}

impl IntoResponse for LoginGrant {
    fn into_response(mut self) -> Response {
        let mut response = match self.0.next.take() {
            Some(next) => next.into_response(),
            None => self.0.renderer.render(&self),
        };
        add_cookies(self.0.cookies, response.headers_mut());
        response
    }
}

impl IntoResponseParts for LoginGrant {
    type Error = AuthError;

    fn into_response_parts(self, mut response: ResponseParts) -> Result<ResponseParts, AuthError> {
        if self.needs_its_body() {
            return Err(AuthError::misconfigured(
                "a `LoginGrant` whose tokens are in the body is a part of another response, and they would be lost: return it \
                 last, as in `(StatusCode::CREATED, grant)`, or declare cookies (`token_from`)",
            ));
        }
        add_cookies(self.0.cookies, response.headers_mut());
        Ok(response)
    }
}

/// A response with tokens must not be kept.
fn add_cookies(cookies: Vec<HeaderValue>, headers: &mut HeaderMap) {
    forbid_caching(headers);
    for cookie in cookies {
        headers.append(SET_COOKIE, cookie);
    }
}

/// Shows no token.
impl fmt::Debug for LoginGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LoginGrant")
            .field("subject", &self.0.subject)
            .field("body", &self.0.body)
            .finish_non_exhaustive()
    }
}

/// The body of a [`LoginGrant`] (RFC 6749 §5.1): what it contains is seen only when it is serialised.
pub struct GrantBody {
    /// The name of its member, and the token; `None` if it is not in the body.
    pub(crate) access: Option<(Box<str>, String)>,
    /// In seconds; `None` if the access token never expires, which the body then does not say.
    pub(crate) expires_in: Option<i64>,
    pub(crate) refresh: Option<(Box<str>, String)>,
    /// Whether the refresh token is another than the client has.
    pub(crate) refresh_is_new: bool,
    pub(crate) scope: Option<String>,
}

impl GrantBody {
    /// Whether the tokens are in the body.
    pub(super) fn has_tokens(&self) -> bool {
        self.access.is_some()
    }

    /// The access token and the refresh token, each with the name of its member; the latter only if it is new.
    pub(super) fn new_tokens(&self) -> Map<String, Value> {
        let refresh = self.refresh.iter().filter(|_| self.refresh_is_new);
        let tokens = self.access.iter().chain(refresh);
        tokens
            .map(|(key, token)| (key.to_string(), token.as_str().into()))
            .collect()
    }
}

impl Serialize for GrantBody {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut members = serializer.serialize_map(None)?;
        if let Some((key, token)) = &self.access {
            members.serialize_entry(key, token)?;
        }
        members.serialize_entry("token_type", "Bearer")?;
        if let Some(expires_in) = self.expires_in {
            members.serialize_entry("expires_in", &expires_in)?;
        }
        if let Some((key, token)) = &self.refresh {
            members.serialize_entry(key, token)?;
        }
        if let Some(scope) = &self.scope {
            members.serialize_entry("scope", scope)?;
        }
        members.end()
    }
}

/// Shows no token.
impl fmt::Debug for GrantBody {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GrantBody")
            .field("expires_in", &self.expires_in)
            .field("scope", &self.scope)
            .finish_non_exhaustive()
    }
}
