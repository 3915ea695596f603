//! `VerificationOverrides`: how the rules of one request differ from those of the configuration.

use crate::token::registered::StringList;

/// Rules of one request that replace those of the configuration; `None` keeps the configured rule.
#[derive(Debug, Clone, Copy, Default)]
pub struct VerificationOverrides<'a> {
    /// The only issuer that is accepted.
    pub issuer: Option<&'a str>,
    /// The audiences of which a token must name one.
    pub audience: Option<StringList<'a>>,
    /// The claims that a token must have.
    pub required_claims: Option<StringList<'a>>,
    /// In seconds.
    pub leeway: Option<i64>,
    /// Whether a token of this service may have expired.
    pub accepts_expired: bool,
    /// Whether the token is presented to be revoked: it may then be not yet valid, and extra verifications are skipped, so
    /// that a revocation is never refused for a token that will be valid.
    pub for_revocation: bool,
}

impl VerificationOverrides<'_> {
    /// Whether the result may be cached: without overrides, only dates are checked again for a cached token.
    #[inline]
    pub(super) fn can_be_cached(&self) -> bool {
        self.issuer.is_none()
            && self.audience.is_none()
            && self.required_claims.is_none()
            && !self.accepts_expired
            && !self.for_revocation
    }
}
