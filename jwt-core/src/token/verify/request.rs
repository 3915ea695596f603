//! `VerificationRequest`: what a token is verified for, and when.

use super::overrides::VerificationOverrides;
use crate::token::jws::TokenType;
use crate::token::verified::VerifierId;

/// The rules and the time by which one token is verified.
pub(crate) struct VerificationRequest<'a> {
    /// The verifier.
    pub(crate) verifier: VerifierId,
    pub(crate) token_type: &'a TokenType,
    pub(crate) now: i64,
    /// In seconds.
    pub(crate) leeway: i64,
    pub(crate) overrides: &'a VerificationOverrides<'a>,
}
