//! `ResponseSettings`: the settings of the responses of one `Auth`.

use std::fmt;

use axum::response::Response;
use jwt_syntax::choice::{Challenges, ErrorDetail};

use super::login_grant::RenderGrant;
use super::{Endpoint, LoginGrant, OAuth, Responses, SharedResponses};
use crate::error::REALM;

/// The settings of the responses of one `Auth`.
#[derive(Clone)]
pub(crate) struct ResponseSettings {
    /// The renderer of the application, if it has one.
    pub(crate) responses: Option<SharedResponses>,
    pub(crate) realm: Box<str>,
    pub(crate) challenge: Challenges,
    pub(crate) detail: ErrorDetail,
    /// The member of the default body that has the text.
    pub(crate) message_key: Box<str>,
    /// How a client sends a token: the end of a sentence.
    pub(crate) how: Box<str>,
}

/// The settings of a handler for its refusals, where they differ from the configuration.
#[derive(Default)]
pub(crate) struct HandlerResponses {
    pub(crate) realm: Option<Box<str>>,
    pub(crate) challenge: Option<Challenges>,
    pub(crate) detail: Option<ErrorDetail>,
    pub(crate) responses: Option<&'static dyn Responses>,
    /// How a client of this handler sends a token.
    pub(crate) how: Option<Box<str>>,
}

impl Default for ResponseSettings {
    fn default() -> Self {
        Self {
            responses: None,
            realm: REALM.into(),
            challenge: Challenges::default(),
            detail: ErrorDetail::default(),
            message_key: "error_description".into(),
            how: "send it as `Authorization: Bearer <token>`".into(),
        }
    }
}

impl ResponseSettings {
    pub(crate) fn renderer(&self) -> &dyn Responses {
        self.responses.as_deref().unwrap_or(&OAuth)
    }
}

impl RenderGrant for ResponseSettings {
    fn render(&self, grant: &LoginGrant) -> Response {
        match grant.endpoint() {
            Endpoint::Refresh => self.renderer().refresh(grant),
            Endpoint::Reauthenticate => self.renderer().reauthenticate(grant),
            _ => self.renderer().login(grant),
        }
    }
}

impl fmt::Debug for ResponseSettings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ResponseSettings")
            .field("realm", &self.realm)
            .finish_non_exhaustive()
    }
}
