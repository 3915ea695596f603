//! Tokens: compact JWS in, verified claims out; and the way back.
//!
//! Data flows one way: `compact` takes a token apart, `header` and `payload` read its two JSON objects by the
//! rules of `json`, `candidates` are the keys that may have signed it, `verifier` decides, by what `issuer` and `times` ask,
//! and only it makes a [`Verified`]. It remembers `accepted_headers`, and in `cache` whole tokens. A `minter` mints, as `written` says, what it accepts.

mod accepted_headers;
mod builders;
mod cache;
mod candidates;
mod claim_sizes;
mod clients;
mod compact;
mod demands;
mod error;
mod header;
mod issuer;
mod limits;
mod mint;
mod minter;
mod of_user;
mod payload;
mod profile;
mod registered;
#[cfg_attr(
    not(feature = "testing"),
    expect(unreachable_pub, reason = "reached by benchmarks alone")
)]
mod remembered;
mod required;
mod scopes_claim;
mod shared_key;
mod times;
mod token_type;
mod trusted_issuer;
mod verified;
mod verifier;
mod verifier_id;
mod whole_audience;
mod written;

pub use builders::{MinterBuilder, VerifierBuilder};
#[doc(hidden)]
pub use claim_sizes::claim_sizes;
#[doc(hidden)]
pub use demands::{Demands, Texts};
pub use error::TokenError;
#[doc(hidden)]
pub use issuer::{Carries, Foreign, Issuer};
pub use limits::MOST_LEEWAY;
#[doc(hidden)]
pub use mint::random_id;
pub use mint::{Mint, MintError};
pub use minter::Minter;
#[doc(hidden)]
pub use minter::MinterOptions;
#[doc(hidden)]
pub use of_user::OfUser;
#[doc(hidden)]
pub use profile::{ClaimNames, Profile};
#[cfg(feature = "testing")]
#[doc(hidden)]
pub use remembered::Remembered;
#[doc(hidden)]
pub use scopes_claim::ScopesClaim;
pub use token_type::{TokenType, TokenTypeError};
pub use trusted_issuer::{ResolvedIssuers, TrustedIssuer, resolve_issuers};
pub use verified::Verified;
pub use verifier::Verifier;
#[cfg(test)]
pub(crate) use verifier::has_signed;
#[doc(hidden)]
pub use verifier::{Extra, VerifierOptions};
#[doc(hidden)]
pub use written::check_header_members;
