//! `#[needs(redis)]`: a test whose tool is missing is reported as ignored, with the reason, and not as passed.
//!
//! # Why an attribute
//!
//! The test harness of Rust knows only `#[ignore]`, which is decided when a test is compiled; a test that finds out later that
//! it cannot run can only pass or fail. A harness that can ignore a test while it runs (`libtest-mimic`) replaces that of a
//! whole program: it would not run the tests that `#[tokio::test]` and `store_tests!` write, nor unit tests inside a crate.
//! A `#[ignore]` on each such test would need no package, but then nothing would run them unless asked to. So the attribute
//! looks for the tool when the test is compiled, and adds `#[ignore = "the reason"]` if it is not there.
//!
//! # What follows from that
//!
//! - If `PATH`, or the variable that names the test vectors, changes, cargo compiles the tests again. It does not see that a
//!   program was installed: `cargo clean -p test-tools` makes it compile them again. The reason says so.
//! - If a tool is removed later, the test runs and fails.
//! - If a tool must be there, as in `.ci/run`, `JWT_GUARD_REQUIRE_REDIS=1` leaves the test as it is: it runs, and fails
//!   without the tool.

mod expand;
#[allow(dead_code, reason = "the tests use the paths")]
mod programs;
mod tool;

use proc_macro::TokenStream;

/// Ignores a test if what it needs is not there: `browser`, `postgres`, `redis` or `vectors`.
///
/// The attribute stands above the one that makes the function a test:
///
/// ```text
/// #[needs(redis)]
/// #[test]
/// fn a_session_is_found_again() {}
/// ```
#[proc_macro_attribute]
pub fn needs(tool: TokenStream, test: TokenStream) -> TokenStream {
    expand::needs(tool.into(), test.into(), tool::Tool::reason_to_ignore).into()
}
