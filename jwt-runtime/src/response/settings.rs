//! `ResponseSettings`: the settings of the responses of one `Auth`.

use std::fmt;
use std::sync::Arc;

use axum::response::Response;
use jwt_syntax::choice::ErrorDetail;

use super::login_grant::RenderGrant;
use super::{Endpoint, LoginGrant, OAuth, Responses};
use crate::error::{Challenge, ErrorKind, REALM, Reason, SCHEME};

/// The settings of the responses of one `Auth`.
#[derive(Clone)]
pub(crate) struct ResponseSettings {
    pub(crate) responses: Arc<dyn Responses>,
    pub(crate) realm: Box<str>,
    pub(crate) challenge: ChallengePolicy,
    pub(crate) detail: ErrorDetail,
    /// How a client sends a token: the end of a sentence.
    pub(crate) how: Box<str>,
}

/// Which refusals have a challenge, and its scheme.
#[derive(Debug, Clone)]
pub(crate) struct ChallengePolicy {
    pub(crate) scheme: Box<str>,
    pub(crate) for_kinds: ChallengedKinds,
}

/// Which refusals have a challenge.
#[allow(dead_code, reason = "the setting `challenge` chooses one")]
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum ChallengedKinds {
    /// All for which the RFCs have one.
    All,
    /// Only those of a request without a token.
    AbsentToken,
    None,
}

impl ChallengePolicy {
    /// The challenge of a refusal.
    pub(super) fn challenge(&self, reason: &Reason, realm: &str) -> Option<Challenge> {
        let has_one = match self.for_kinds {
            ChallengedKinds::All => true,
            ChallengedKinds::AbsentToken => reason.kind() == ErrorKind::MissingToken,
            ChallengedKinds::None => false,
        };
        let challenge = || Challenge::of(reason, &Challenge::new(&self.scheme, realm));
        has_one.then(challenge).flatten()
    }
}

impl Default for ChallengePolicy {
    fn default() -> Self {
        Self {
            scheme: SCHEME.into(),
            for_kinds: ChallengedKinds::All,
        }
    }
}

impl Default for ResponseSettings {
    fn default() -> Self {
        Self {
            responses: Arc::new(OAuth),
            realm: REALM.into(),
            challenge: ChallengePolicy::default(),
            detail: ErrorDetail::default(),
            how: "send it as `Authorization: Bearer <token>`".into(),
        }
    }
}

impl RenderGrant for ResponseSettings {
    fn render(&self, grant: &LoginGrant) -> Response {
        match grant.endpoint() {
            Endpoint::Refresh => self.responses.refresh(grant),
            Endpoint::Reauthenticate => self.responses.reauthenticate(grant),
            _ => self.responses.login(grant),
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
