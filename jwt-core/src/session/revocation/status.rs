//! `RevocationStatus`: whether a token is revoked, as far as this process knows.

/// What this process knows of a token without asking anybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RevocationStatus {
    /// It is not revoked.
    NotRevoked,
    /// It is revoked.
    Revoked,
    /// The store must be asked.
    Unknown,
}
