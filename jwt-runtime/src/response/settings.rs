//! `ResponseSettings`: the settings of the responses of one `Auth`.

use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

use axum::response::Response;
use jwt_syntax::choice::{Challenges, ErrorDetail};

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
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct ChallengePolicy {
    pub(crate) scheme: Box<str>,
    pub(crate) for_kinds: ChallengedKinds,
}

/// Which refusals have a challenge.
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

impl From<Challenges> for ChallengePolicy {
    fn from(challenges: Challenges) -> Self {
        let (scheme, for_kinds) = match challenges {
            Challenges::Always => (SCHEME.into(), ChallengedKinds::All),
            Challenges::AbsentToken => (SCHEME.into(), ChallengedKinds::AbsentToken),
            Challenges::Off => (SCHEME.into(), ChallengedKinds::None),
            Challenges::Scheme(scheme) => (scheme, ChallengedKinds::All),
        };
        Self { scheme, for_kinds }
    }
}

/// The settings of a handler for its refusals, where they differ from the configuration.
#[derive(Default)]
pub(crate) struct HandlerResponses {
    pub(crate) realm: Option<Box<str>>,
    pub(crate) challenge: Option<ChallengePolicy>,
    pub(crate) detail: Option<ErrorDetail>,
    pub(crate) responses: Option<&'static dyn Responses>,
    /// How a client of this handler sends a token.
    pub(crate) how: Option<Box<str>>,
}

impl ResponseSettings {
    /// These settings, with those of a handler. Its renderer is not among them.
    pub(super) fn with(&self, of_handler: &HandlerResponses) -> Cow<'_, Self> {
        let HandlerResponses {
            realm,
            challenge,
            detail,
            how,
            responses: _,
        } = of_handler;
        if (realm, challenge, detail, how) == (&None, &None, &None, &None) {
            return Cow::Borrowed(self);
        }
        Cow::Owned(Self {
            responses: Arc::clone(&self.responses),
            realm: realm.as_ref().unwrap_or(&self.realm).clone(),
            challenge: challenge.as_ref().unwrap_or(&self.challenge).clone(),
            detail: detail.unwrap_or(self.detail),
            how: how.as_ref().unwrap_or(&self.how).clone(),
        })
    }
}

impl Default for ResponseSettings {
    fn default() -> Self {
        Self {
            responses: Arc::new(OAuth),
            realm: REALM.into(),
            challenge: Challenges::default().into(),
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
