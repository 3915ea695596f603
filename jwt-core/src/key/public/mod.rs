//! The public part of a key, whatever form it came in.

mod curve;
mod public_key;
mod roca;

pub(super) use curve::Curve;
pub(super) use public_key::{PublicKey, expectation};
