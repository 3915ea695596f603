//! `Minter`: mints the tokens of one service.

use std::fmt;
use std::marker::PhantomData;
use std::sync::Arc;

use jwt_syntax::choice::{ScopeMatching, SessionClaims};
use jwt_syntax::scope::grants_by_position;

use super::options::MinterOptions;
use super::token_builder::Mint;
use crate::claim::{ClaimSet, NoClaims};
use crate::scope::contains;

/// Mints tokens, in an `Auth` or in a program without a router.
///
/// `T` is the type of the custom claims: one with `#[derive(Claim)]`, or
/// [`ExtraClaims`](crate::claim::ExtraClaims) for any. Cheap to clone.
///
/// ```
/// use jwt_guard::Algorithm;
/// use jwt_guard::claim::ExtraClaims;
/// use jwt_guard::key::{Key, KeyRing, Secret};
/// use jwt_guard::token::{Minter, Verifier};
///
/// let keys = KeyRing::new(Key::secret(Algorithm::HS256, &Secret::random()?)?);
/// let minter = Minter::builder::<ExtraClaims>(keys.clone()).build()?;
/// let claims = [("plan".to_owned(), "pro".into())];
/// let token = minter.mint("1").claims(claims.into_iter().collect()).token()?;
///
/// let verifier = Verifier::builder::<ExtraClaims>(keys).build()?;
/// assert_eq!(verifier.verify(&token)?.custom().get("plan"), Some(&"pro".into()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub struct Minter<T = NoClaims> {
    pub(super) common: Arc<MinterOptions>,
    claims: PhantomData<fn() -> T>,
}

impl<T: ClaimSet> Minter<T> {
    #[doc(hidden)]
    #[must_use]
    pub fn new(common: MinterOptions) -> Self {
        Self {
            common: Arc::new(common),
            claims: PhantomData,
        }
    }

    /// Begins an access token about `subject`; [`Mint::token`] signs it.
    pub fn mint<'a>(&'a self, subject: &'a str) -> Mint<'a, T> {
        Mint::new(&self.common, subject)
    }

    /// The claim `iss` of its tokens.
    #[doc(hidden)]
    #[must_use]
    pub fn issuer(&self) -> Option<&str> {
        self.common.issuer.as_deref()
    }

    /// The claim `client_id` of its tokens.
    #[doc(hidden)]
    #[must_use]
    pub fn client(&self) -> Option<&str> {
        self.common.clients.first().map(|client| &**client)
    }

    /// Whether a client with one scope may be given the other instead: only one that grants no more, however a handler
    /// compares it. Each segment is therefore compared in its place, as for scopes with parameters.
    #[doc(hidden)]
    #[must_use]
    pub fn narrows(&self, granted: &str, scope: &str) -> bool {
        granted == scope
            || match self.common.profile.scope_matching {
                ScopeMatching::Exact => false,
                ScopeMatching::Hierarchical => grants_by_position(granted, scope),
            }
    }

    /// Whether a token may grant this scope at all.
    #[doc(hidden)]
    #[must_use]
    pub fn can_grant(&self, scope: &str) -> bool {
        self.common.scopes.is_none() || contains(self.common.scopes, scope)
    }

    /// Whether its tokens name their session (`sid`).
    #[doc(hidden)]
    #[must_use]
    pub fn names_sessions(&self) -> bool {
        self.common.profile.session_claims == SessionClaims::All
    }

    /// How long an access token is valid by default, in seconds; `None` if it never expires.
    #[must_use]
    pub fn access_ttl(&self) -> Option<i64> {
        self.common.access_ttl
    }
}

impl<T> Clone for Minter<T> {
    fn clone(&self) -> Self {
        Self {
            common: Arc::clone(&self.common),
            claims: PhantomData,
        }
    }
}

impl<T> fmt::Debug for Minter<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Minter")
            .field("keys", &self.common.keys)
            .field("issuer", &self.common.issuer)
            .finish_non_exhaustive()
    }
}
