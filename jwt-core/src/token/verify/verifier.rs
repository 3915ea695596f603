//! `Verifier`: verifies tokens by the options of a configuration.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU64};

use super::overrides::VerificationOverrides;
use super::request::VerificationRequest;
use super::verifier_state::{ExtraVerifications, VerifierState};
use crate::claim::{ClaimSet, NoClaims};
use crate::clock::Clock;
use crate::token::TokenError;
use crate::token::cached::{AcceptedHeaders, TokenCache};
use crate::token::issuer::Issuer;
use crate::token::jws::TokenType;
use crate::token::verified::{Verified, VerifierId};

/// Verifies tokens, in an `Auth` or in a program without a router.
///
/// `T` is the type of the custom claims: one with `#[derive(Claim)]`, or [`ExtraClaims`](crate::claim::ExtraClaims) for any
/// claims. Cheap to clone.
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::claim::NoClaims;
/// use jwt_guard::key::{Key, KeyRing, Secret};
/// use jwt_guard::token::{Minter, Verifier};
///
/// let keys = KeyRing::new(Key::secret(Algorithm::HS256, &Secret::random()?)?);
/// let minter: Minter = Minter::builder(keys.clone()).issuer("https://jobs.example.com").build()?;
/// let verifier: Verifier = Verifier::builder(keys).issuer("https://jobs.example.com").build()?;
///
/// let token = minter.mint("job-7").token()?;
/// assert_eq!(verifier.verify(&token)?.subject(), "job-7");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Verifier<T = NoClaims>(pub(super) Arc<VerifierState<T>>);

/// The options of a verifier.
pub struct VerifierOptions<T> {
    /// This service first, then the trusted issuers.
    pub issuers: Box<[Issuer]>,
    /// The longest token that is read, in bytes.
    pub max_token_bytes: usize,
    /// In seconds.
    pub leeway: i64,
    /// How many verified tokens are cached; `None` to cache none.
    pub cache_capacity: Option<usize>,
    /// The `extra_verifications`, which run on every request.
    pub extra: Option<ExtraVerifications<T>>,
    /// The clock by which tokens are verified.
    pub clock: Arc<dyn Clock>,
    /// Whether a key of each user, derived from the keys of the ring, verifies tokens.
    pub key_per_user: bool,
}

impl<T: ClaimSet> Verifier<T> {
    #[doc(hidden)]
    pub fn new(options: VerifierOptions<T>) -> Self {
        Self(Arc::new(VerifierState {
            id: VerifierId::next(),
            issuers: options.issuers,
            max_token_bytes: options.max_token_bytes,
            leeway: options.leeway,
            headers: AcceptedHeaders::default(),
            // When the secret of a user changes, their tokens must be refused at once.
            cache: options
                .cache_capacity
                .filter(|_| !options.key_per_user)
                .map(TokenCache::new),
            changes_followed: AtomicU64::new(0),
            // Computed for the first token.
            next_end: AtomicI64::new(i64::MIN),
            extra: options.extra,
            clock: options.clock,
            key_per_user: options.key_per_user,
            has_hinted: AtomicBool::new(false),
        }))
    }

    /// Verifies an access token.
    ///
    /// # Errors
    ///
    /// The error of the first check that fails, in this order: length, structure, key, signature, JSON and the types of all
    /// claims, `exp`, `nbf`, `iat`, lifetime, `iss`, `aud`, type, `cnf`, the subject, required claims, the `verify` of
    /// custom claims, and `extra_verifications(..)`.
    pub fn verify(&self, token: &str) -> Result<Arc<Verified<T>>, TokenError> {
        self.verify_with(token.as_bytes(), &VerificationOverrides::default())
    }

    /// Whether these claims were verified by this verifier, or a clone of it.
    #[doc(hidden)]
    #[must_use]
    pub fn has_verified<U: ?Sized>(&self, verified: &Verified<U>) -> bool {
        verified.verifier() == self.0.id
    }

    /// By how much the clocks of two machines may differ, in seconds.
    #[doc(hidden)]
    #[must_use]
    pub fn leeway(&self) -> i64 {
        self.0.leeway
    }

    /// Verifies an access token by rules that one request overrides.
    #[doc(hidden)]
    pub fn verify_with(
        &self,
        token: &[u8],
        overrides: &VerificationOverrides<'_>,
    ) -> Result<Arc<Verified<T>>, TokenError> {
        let verified = self.verify_without_extra(token, overrides)?;
        if !overrides.for_revocation {
            self.verify_extra(&verified)?;
        }
        Ok(verified)
    }

    pub(super) fn verify_extra(&self, verified: &Arc<Verified<T>>) -> Result<(), TokenError> {
        let extra = self.0.extra;
        extra.map_or(Ok(()), |extra| {
            extra(verified).map_err(TokenError::Verification)
        })
    }

    fn verify_without_extra(
        &self,
        token: &[u8],
        overrides: &VerificationOverrides<'_>,
    ) -> Result<Arc<Verified<T>>, TokenError> {
        let inner = &*self.0;
        if inner.key_per_user {
            return Err(TokenError::UserSecretRequired);
        }
        let now = inner.clock.now();
        let changes = inner.follow_changes(now);
        let leeway = overrides.leeway.unwrap_or(inner.leeway);
        let request = VerificationRequest {
            verifier: inner.id,
            token_type: &TokenType::ACCESS,
            now,
            leeway,
            overrides,
        };
        let cache = inner.cache.as_ref().filter(|_| overrides.can_be_cached());
        if let Some(verified) = cache.and_then(|cache| cache.find(token, now)) {
            verified.times().check(now, leeway)?;
            return Ok(verified);
        }
        inner.verify(&request, token, changes, cache)
    }

    /// Verifies a token as a JWS with any payload, and returns the payload.
    #[cfg(test)]
    pub(crate) fn open(&self, token: &str) -> Result<Vec<u8>, TokenError> {
        self.0.open(token)
    }

    /// Verifies a token of another type that this service minted; an access token as [`verify`](Self::verify) does.
    ///
    /// # Errors
    ///
    /// Those of [`verify`](Self::verify); but a token that is no access token may be valid for any length of time, and extra
    /// verifications do not run.
    pub fn verify_as(
        &self,
        token_type: &TokenType,
        token: &str,
    ) -> Result<Arc<Verified<T>>, TokenError> {
        if *token_type == TokenType::ACCESS {
            return self.verify(token);
        }
        let inner = &*self.0;
        if inner.key_per_user {
            return Err(TokenError::UserSecretRequired);
        }
        let now = inner.clock.now();
        let changes = inner.follow_changes(now);
        let request = VerificationRequest {
            verifier: inner.id,
            token_type,
            now,
            leeway: inner.leeway,
            overrides: &VerificationOverrides::default(),
        };
        inner.verify(&request, token.as_bytes(), changes, None)
    }
}

impl<T> Clone for Verifier<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> fmt::Debug for Verifier<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Verifier")
            .field("issuers", &self.0.issuers)
            .finish_non_exhaustive()
    }
}

impl<T> fmt::Debug for VerifierOptions<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("VerifierOptions").finish_non_exhaustive()
    }
}
