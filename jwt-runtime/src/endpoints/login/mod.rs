//! Tokens for credentials: login, and re-authentication within a session.

pub(in crate::endpoints) mod authenticate;
pub(in crate::endpoints) mod credentials;
pub(in crate::endpoints) mod reauthenticate;
