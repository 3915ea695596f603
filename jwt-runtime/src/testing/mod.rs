//! For tests of applications (feature `testing`).

#[path = "store_tests.rs"]
#[doc(hidden)]
pub mod store;

pub use crate::__store_tests as store_tests;
