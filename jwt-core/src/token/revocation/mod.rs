//! What names a token, its session and its subject in a store, so that they can be revoked.

mod owned_digest;
mod revocation_key;
mod session_owner;

pub(crate) use owned_digest::owned_digest;
pub use revocation_key::RevocationKey;
pub(crate) use revocation_key::RevocationKeys;
pub use session_owner::{OwnerName, SessionOwner};
