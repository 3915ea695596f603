//! Custom claims: the application's own members of a token.
//!
//! A type with `#[derive(Claim)]` is a [`ClaimSet`]: it knows its names, reads itself from a token and writes itself into
//! one. Several of them make one, as a tuple (`composed`); `names` sees to it that no two want the same name. `set_up`
//! is where values come from at login, `verify` what is asked of them afterwards.

mod composed;
mod extra;
mod names;
mod nested;
mod none;
mod set;
mod set_up;
mod verify;

pub use extra::ExtraClaims;
pub use names::assert_distinct;
pub use nested::{Members, Nested};
pub use none::NoClaims;
pub use set::ClaimSet;
pub(crate) use set::{Blamed, ClaimsVisitor};
pub use set_up::{Computed, Computes, SetUp, UserOf, compute, set_up_without};
#[doc(hidden)]
pub use verify::Verdict;
pub use verify::{Verifies, verify};
