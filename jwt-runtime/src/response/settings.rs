//! `ResponseSettings`: the settings of the responses of one `Auth`.

use std::fmt;

use axum::response::Response;
use jwt_syntax::choice::{Challenges, ErrorDetail, Preset};

use super::login_grant::RenderGrant;
use super::renderer::renderer_of;
use super::{Endpoint, LoginGrant, Responses, SharedResponses, TokenNames};
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
    /// What the locations of tokens are called.
    pub(crate) names: Box<TokenNames>,
    /// The renderer, unless the application has one.
    pub(crate) preset: Preset,
}

/// The settings of a handler for its refusals, where they differ from the configuration.
#[derive(Default)]
pub(crate) struct HandlerResponses {
    pub(crate) realm: Option<Box<str>>,
    pub(crate) challenge: Option<Challenges>,
    pub(crate) detail: Option<ErrorDetail>,
    pub(crate) responses: Option<&'static dyn Responses>,
    /// What the locations of tokens are called for this handler.
    pub(crate) names: Option<Box<TokenNames>>,
}

impl Default for ResponseSettings {
    fn default() -> Self {
        Self {
            responses: None,
            realm: REALM.into(),
            challenge: Challenges::default(),
            detail: ErrorDetail::default(),
            message_key: "error_description".into(),
            names: Box::default(),
            preset: Preset::Off,
        }
    }
}

impl ResponseSettings {
    /// Whether the renderer may ask for more of a request than the error.
    pub(crate) fn needs_request(&self) -> bool {
        self.responses.is_some() || self.preset != Preset::Off
    }

    pub(crate) fn renderer(&self) -> &dyn Responses {
        self.responses
            .as_deref()
            .unwrap_or_else(|| renderer_of(self.preset))
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
