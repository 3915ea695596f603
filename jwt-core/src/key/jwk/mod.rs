//! Keys as JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037 §2).

mod entry;
mod fields;
mod material;
#[cfg(any(test, feature = "testing"))]
mod test_pair;

pub(super) use entry::SetEntry;
pub(super) use fields::{JwkFields, shown};
#[cfg(feature = "jsonwebtoken")]
pub(super) use material::without_leading_zeros;
pub(super) use material::{Jwk, KeyMaterial};
#[cfg(any(test, feature = "testing"))]
pub use test_pair::Ed25519Jwk;
