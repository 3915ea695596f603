//! Sets of JSON Web Keys (RFC 7517 §5): those that others publish, and the one that this service does.

mod jwk_set;
mod left_out;
mod public_set;

pub use jwk_set::JwkSet;
pub use left_out::LeftOut;
pub use public_set::{PublicSet, is_set};
