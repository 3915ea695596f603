//! The data that a store is given and returns.

mod refresh_rate;
mod revocation;
mod rotation;
mod session;
mod single_use_key;
mod token_digest;

pub use refresh_rate::{RefreshCount, RefreshRate};
pub use revocation::{Position, Revocation, RevocationPage, RevocationRecord, RevocationTarget};
pub use rotation::{RefreshTokenState, Rotation, RotationOutcome, Successor};
pub use session::{BeginOutcome, Session, SessionLimit};
pub use single_use_key::SingleUseKey;
pub use token_digest::TokenDigest;
