//! Tokens: compact JWS in, verified claims out, and the way back.
//!
//! The folders are listed in their order, and each names only those above it: `jws` takes a token apart, a `profile` says
//! what the claims of a service are called, `registered` reads them, `revocation` names a token in a store, [`Verified`] is
//! what verification makes, `cached` remembers what was verified, an `issuer` is one whose tokens are accepted, `verify`
//! decides on a token, and `mint` issues one.

mod error;

mod jws;

mod profile;

mod registered;

mod revocation;

mod verified;

#[cfg_attr(
    not(feature = "testing"),
    expect(unreachable_pub, reason = "reached by benchmarks alone")
)]
mod cached;

mod issuer;

mod verify;

mod mint;

#[cfg(test)]
mod vectors;

#[cfg(feature = "testing")]
#[doc(hidden)]
pub use cached::CachedToken;
pub use error::TokenError;
#[doc(hidden)]
pub use issuer::{ForeignRules, Issuer, MintedClaims};
pub use issuer::{ResolvedIssuers, TrustedIssuer, resolve_issuers};
pub use jws::{TokenType, TokenTypeError};
pub use mint::{Mint, MintError, Minter, MinterBuilder};
#[doc(hidden)]
pub use mint::{MinterOptions, check_header_members, claim_sizes, random_id};
#[doc(hidden)]
pub use profile::{ClaimNames, Profile, ScopesClaim};
#[doc(hidden)]
pub use registered::StringList;
pub use registered::{Authentication, MAX_LEEWAY_SECONDS};
#[doc(hidden)]
pub use revocation::OwnerName;
pub use revocation::{RevocationKey, SessionOwner};
pub(crate) use revocation::{RevocationKeys, owned_digest};
pub use verified::Verified;
#[cfg(test)]
pub(crate) use verify::has_signed;
#[doc(hidden)]
pub use verify::{ExtraVerifications, SubjectSecret, VerificationOverrides, VerifierOptions};
pub use verify::{Verifier, VerifierBuilder};
