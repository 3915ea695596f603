//! Every mistake has its own error: the programs in `ui-tests/<subject>/fail` do not compile, with a message; those in `pass`
//! do.
//!
//! The messages are compared with the `.stderr` file beside each program. To write them anew after a change, run
//! `TRYBUILD=overwrite cargo test --test ui` and read every difference.

#[test]
fn mistakes_are_explained() {
    let cases = trybuild::TestCases::new();
    cases.compile_fail("ui-tests/*/fail/*.rs");
    cases.pass("ui-tests/*/pass/*.rs");
}
