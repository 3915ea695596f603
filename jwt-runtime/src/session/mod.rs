//! Sessions: refresh tokens, their rotation, and what is revoked.
//!
//! A login begins a [`Session`]; all its tokens carry its name, the claim `sid`. A refresh token is exchanged for the
//! next one each time it is used. One that comes again after that was copied by somebody, and ends the session
//! ([RFC 9700 §4.14.2]): both whoever copied it and the user must log in again.
//!
//! A [`TokenStore`] keeps sessions; [`MemoryStore`] does so in the memory of the process.
//!
//! [RFC 9700 §4.14.2]: https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2

mod digest;
mod memory;
mod record;
mod revoked_set;
mod store;

pub use digest::{RevocationKey, TokenDigest};
pub use memory::MemoryStore;
pub use record::{
    Found, Position, Revocation, Revocations, Revoked, Rotated, Rotation, Session, Successor,
    Target,
};
#[doc(hidden)]
pub use revoked_set::RevokedSet;
pub use store::{StoreError, TokenStore};
