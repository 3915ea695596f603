//! For tests of applications and of stores (feature `testing`).

mod forward;
#[doc(hidden)]
pub mod store;
mod without_clock;

#[doc(hidden)]
pub use store::play;
pub use without_clock::WithoutClock;

#[doc(hidden)]
pub use crate::__forward_to_store as forward_to_store;
pub use crate::__store_tests as store_tests;
#[doc(hidden)]
pub use crate::token::CachedToken;
