//! `RevocationStatus`: whether a token is revoked, without asking the store.

/// Whether a token is revoked, as far as this process knows without asking the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationStatus {
    /// It is not revoked.
    NotRevoked,
    /// It is revoked.
    Revoked,
    /// The store must be asked.
    Unknown,
}
