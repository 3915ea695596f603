//! Support for tests of applications (feature `testing`).

mod purge;

#[doc(hidden)]
pub use purge::purge;
