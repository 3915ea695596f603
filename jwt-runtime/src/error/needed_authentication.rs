//! What a refusal says of the authentication that is missing.

/// How a user would have to authenticate for a handler, for the challenge ([RFC 9470 §3]): what all attributes of the
/// handler ask for together.
///
/// [RFC 9470 §3]: https://www.rfc-editor.org/rfc/rfc9470#section-3
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NeededAuthentication(Box<Needed>);

/// Behind a pointer: an error is moved about more often than it is read.
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
    /// The claim that the token lacks, `auth_time` or `acr`, or that is of another type, which counts as absent.
    #[must_use]
    pub fn absent_claim(&self) -> Option<&'static str> {
        self.0.absent_claim
    }

    /// Whether the token must come from an authentication, not from a refresh.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        self.0.is_fresh
    }

    /// How long ago the user may have authenticated, in seconds; the shortest of several.
    #[must_use]
    pub fn max_age(&self) -> Option<i64> {
        self.0.max_age
    }

    /// The values of `acr` of which the token must have one, in order of preference; empty if it need not have any.
    #[must_use]
    pub fn acr_values(&self) -> &[&'static str] {
        &self.0.acr_values
    }
}
