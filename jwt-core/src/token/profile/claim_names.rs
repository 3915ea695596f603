//! The names of the claims that a configuration can rename.

use super::scopes_claim::{SCOPES, ScopesClaim};

/// The names of the claims that a configuration can rename.
#[derive(Debug, Clone)]
pub struct ClaimNames {
    pub(crate) subject: Box<str>,
    /// The claims that grant scopes: a token grants the scopes of all of them. Tokens of this service have one.
    pub(crate) scopes: Box<[ScopesClaim]>,
    /// Whether the names are `sub` and `scope`: these are read by a faster path.
    pub(crate) are_usual: bool,
}

impl ClaimNames {
    /// The name of the subject in RFC 7519.
    pub const SUBJECT: &str = "sub";
    /// The name of scopes in RFC 9068.
    pub const SCOPES: &str = SCOPES;

    #[doc(hidden)]
    #[must_use]
    pub fn new(subject: &str, scopes: Box<[ScopesClaim]>) -> Self {
        let is_usual = |claim: &ScopesClaim| claim.name() == Some(SCOPES);
        Self {
            subject: subject.into(),
            are_usual: subject == Self::SUBJECT && matches!(&*scopes, [claim] if is_usual(claim)),
            scopes,
        }
    }
}

impl Default for ClaimNames {
    fn default() -> Self {
        Self::new(Self::SUBJECT, [ScopesClaim::usual()].into())
    }
}
