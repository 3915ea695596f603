//! Keys as JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2).

mod entry;
mod fields;
mod material;

pub(super) use entry::SetEntry;
pub(super) use fields::{JwkFields, shown};
pub(super) use material::{Jwk, KeyMaterial};
