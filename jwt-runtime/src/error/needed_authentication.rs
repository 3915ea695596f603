//! `NeededAuthentication`: how a user would have to authenticate, for the challenge of RFC 9470.

/// How a user would have to authenticate for a handler, for the challenge ([RFC 9470 §3]): the requirements of all attributes
/// of the handler together.
///
/// [RFC 9470 §3]: https://www.rfc-editor.org/rfc/rfc9470#section-3
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededAuthentication(Box<Needed>);

/// Boxed in [`NeededAuthentication`], so that errors stay small: they are moved often and read rarely.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Needed {
    pub(crate) is_fresh: bool,
    /// In seconds.
    pub(crate) max_age: Option<i64>,
    pub(crate) acr_values: Vec<&'static str>,
    pub(crate) absent_claim: Option<&'static str>,
}

impl From<Needed> for NeededAuthentication {
    fn from(needed: Needed) -> Self {
        Self(Box::new(needed))
    }
}

impl NeededAuthentication {
    /// The claim that decides, `auth_time` or `acr`, if the token lacks it or has it with another type.
    #[must_use]
    pub fn absent_claim(&self) -> Option<&'static str> {
        self.0.absent_claim
    }

    /// Whether the token must come from an authentication, not from a refresh.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.0.is_fresh
    }

    /// The greatest age of the authentication, in seconds; the shortest, where several are set.
    #[must_use]
    pub fn max_age(&self) -> Option<i64> {
        self.0.max_age
    }

    /// The values of `acr` of which the token must have one, in order of preference; empty if any will do.
    #[must_use]
    pub fn acr_values(&self) -> &[&'static str] {
        &self.0.acr_values
    }
}
