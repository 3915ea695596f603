//! What one request asks of its token otherwise than the configuration does.

use crate::token::registered::StringList;

/// What is asked instead of what the configuration says; `None` where that stays.
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
    /// Whether a token of ours may have expired.
    pub accepts_expired: bool,
    /// Whether the token is presented to be ended: then it may be one for later, and what is asked of each request is
    /// not asked of it, so that nobody is told of an end which is none.
    pub for_revocation: bool,
}

impl VerificationOverrides<'_> {
    /// Whether a token that was verified before may be remembered as verified: dates are judged each time, the rest
    /// once.
    #[inline]
    pub(super) fn can_be_cached(&self) -> bool {
        self.issuer.is_none()
            && self.audience.is_none()
            && self.required_claims.is_none()
            && !self.accepts_expired
            && !self.for_revocation
    }
}
