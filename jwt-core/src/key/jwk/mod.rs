//! Keys as JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2).

mod entry;
mod fields;
mod material;

pub(super) use entry::Entry;
pub(super) use fields::{Fields, shown};
pub(super) use material::{Jwk, Material};
