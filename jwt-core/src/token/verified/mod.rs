//! `Verified`: the claims of a token that was verified, and nothing else makes one.

mod claims;
mod packed_texts;
mod provenance;

pub use claims::Verified;
pub(super) use provenance::{Provenance, VerifierId};
