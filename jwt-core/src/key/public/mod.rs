//! `PublicKey`: the public part of a key, from any format.

mod curve;
mod public_key;
mod roca;

pub(super) use curve::Curve;
pub(super) use public_key::{PublicKey, expectation};
