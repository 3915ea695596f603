//! Sets of JSON Web Keys (RFC 7517 §5): those that others publish, and the one that this service does.

mod jwk_set;
mod public_set;
mod published_key;
mod skipped_key;

pub use jwk_set::JwkSet;
pub use public_set::{PublicSet, is_key_set};
#[cfg(feature = "jsonwebtoken")]
pub(super) use published_key::public_key;
pub use skipped_key::SkippedKey;
