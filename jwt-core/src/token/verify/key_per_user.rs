//! Tokens that are signed with a key of their user: the unverified subject of a token selects the key that verifies it, and
//! the verified subject must be the same.

use std::sync::Arc;

use super::overrides::VerificationOverrides;
use super::request::VerificationRequest;
use super::verifier::Verifier;
use crate::claim::ClaimSet;
use crate::key::Secret;
use crate::token::TokenError;
use crate::token::jws::{Compact, MAX_PAYLOAD_BYTES, TokenType, buffer, decode_text};
use crate::token::registered::read_subject;
use crate::token::verified::Verified;

/// The subject of an unverified token, and the secret that the user backend has for it.
pub struct SubjectSecret {
    /// The subject that the token names.
    pub subject: String,
    /// `None` if the backend does not know the subject.
    pub secret: Option<Secret>,
}

impl<T: ClaimSet> Verifier<T> {
    /// The subject of a token whose signature has not been verified: only good for the choice of a key.
    ///
    /// The payload is read only if the header matches a key of this service.
    #[doc(hidden)]
    pub fn unverified_subject(&self, token: &[u8]) -> Result<String, TokenError> {
        let inner = &*self.0;
        let ourselves = inner.own_issuer().ok_or(TokenError::UnknownKey)?;
        let compact = Compact::split(token, inner.max_token_bytes)?;
        inner.read_header(compact.header, 0, inner.clock.now())?;
        let mut room = buffer::<MAX_PAYLOAD_BYTES>();
        let payload = decode_text(compact.payload, &mut room)?;
        let subject = read_subject(payload, &ourselves.profile);
        let subject = subject.map_err(|_| TokenError::Malformed)?;
        let subject = subject.filter(|subject| !subject.is_empty());
        let subject = subject.ok_or(TokenError::Subject)?;
        Ok(subject.0.into_owned())
    }

    /// Verifies a token with the key of the user that it names, and with no other key.
    #[doc(hidden)]
    pub fn verify_with_subject_secret(
        &self,
        token_type: &TokenType,
        token: &[u8],
        overrides: &VerificationOverrides<'_>,
        user: Option<&SubjectSecret>,
    ) -> Result<Arc<Verified<T>>, TokenError> {
        let Some(SubjectSecret { subject, secret }) = user else {
            // The token names no subject, or cannot be read; this returns which.
            let said = self.unverified_subject(token);
            return Err(said.err().unwrap_or(TokenError::UnknownSubject));
        };
        let secret = secret.as_ref().ok_or(TokenError::UnknownSubject)?;
        let inner = &*self.0;
        let now = inner.clock.now();
        let compact = Compact::split(token, inner.max_token_bytes)?;
        let header = inner
            .read_header(compact.header, 0, now)?
            .with_user_keys(secret);
        let request = VerificationRequest {
            verifier: inner.id,
            token_type,
            now,
            leeway: overrides.leeway.unwrap_or(inner.leeway),
            overrides,
        };
        let (verified, _) = inner.verify_with_header(&header, &request, &compact)?;
        if verified.subject() != subject {
            return Err(TokenError::Subject);
        }
        if *token_type == TokenType::ACCESS && !overrides.for_revocation {
            self.verify_extra(&verified)?;
        }
        Ok(verified)
    }
}

impl std::fmt::Debug for SubjectSecret {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("SubjectSecret").finish_non_exhaustive()
    }
}
