//! The rules between settings: what each finds, whom it blames, and that it says nothing while something is not known.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

mod cookies;
mod dependencies;
mod keys;
mod names;
mod sessions;
mod texts;
mod tokens;

use texts::finds;

#[test]
fn defaults_do_not_contradict_each_other() {
    finds("", &[]);
}
