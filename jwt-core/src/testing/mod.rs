//! For tests of applications (feature `testing`).

#[allow(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a part of the tests"
)]
mod model;
#[doc(hidden)]
pub mod store;
mod without_clock;

#[doc(hidden)]
pub use model::play;
pub use without_clock::WithoutClock;

pub use crate::__store_tests as store_tests;
#[doc(hidden)]
pub use crate::token::CachedToken;
