//! Custom claims: the application's own members of a token.
//!
//! A type with `#[derive(Claim)]` is a [`ClaimSet`]: it knows its names, reads itself from a token and writes itself into
//! one. A tuple of such types is one too, if no two have a claim of the same name ([`assert_distinct`]). [`FromUser`] computes
//! claims from the user at login, and [`ClaimVerification`] checks the value of a claim after it was read. The files are
//! listed in their order, and each names only those above it.

mod distinct_names;
mod nested;
mod verify;

mod from_user;
mod no_user;

mod claim_set;

mod extra_claims;
mod no_claims;
mod tuple;

pub(crate) use claim_set::{ClaimFault, ClaimsVisitor};
pub use claim_set::{ClaimSet, claims_without_setup};
pub use distinct_names::assert_distinct;
pub use extra_claims::ExtraClaims;
pub use from_user::{ClaimFunction, ClaimFuture, FromUser, UserOf, compute};
pub use nested::{NestedClaims, NestedClaimsReader};
pub use no_claims::NoClaims;
pub use no_user::NoUser;
#[doc(hidden)]
pub use verify::ClaimVerdict;
pub use verify::{ClaimVerification, verify};
