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
mod verified;
mod verifier;
mod verifier_id;
mod whole_audience;
mod written;

pub use builders::{MinterBuilder, VerifierBuilder};
pub(crate) use claim_sizes::claim_sizes;
pub(crate) use demands::{Demands, Texts};
pub use error::TokenError;
pub(crate) use issuer::{Carries, Foreign, Issuer};
pub(crate) use limits::MAX_AUDIENCES;
pub(crate) use mint::random_id;
pub use mint::{Mint, MintError};
pub(crate) use minter::Common;
pub use minter::Minter;
pub(crate) use of_user::OfUser;
pub(crate) use profile::{ClaimNames, Profile};
#[cfg(feature = "testing")]
#[doc(hidden)]
pub use remembered::Remembered;
pub(crate) use scopes_claim::ScopesClaim;
pub use token_type::{TokenType, TokenTypeError};
pub use verified::Verified;
pub(crate) use verifier::Extra;
pub use verifier::Verifier;
#[cfg(test)]
pub(crate) use verifier::has_signed;
pub(crate) use written::check_header_members;
