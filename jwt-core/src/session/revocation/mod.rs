//! Revocations in this process, so that requests need not wait for the store.

mod revoked_set;
mod status;
mod surviving_sessions;
mod view;

pub(super) use revoked_set::RevokedSet;
pub use status::RevocationStatus;
pub(super) use view::{RevocationView, are_revoked, mark};
