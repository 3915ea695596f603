//! What the SQL stores share: most statements, the rows that they return, and the exchange of tokens.
//!
//! A session is one row with the digest of its current token, so that an exchange updates that row if it still has the
//! presented token. Each exchanged token has a row of its own for as long as its session exists. Revocations are numbered in
//! the order of their commits.

mod changes;
mod failure;
mod rotation;
mod rows;
pub(crate) mod statements;
mod version;

pub(crate) use changes::ChangeNotifier;
pub(crate) use failure::failure;
pub(crate) use rotation::{ExchangeSteps, presented, rotate};
pub(crate) use rows::{
    LiveSession, LogPosition, NumberedRevocation, PresentedToken, RevocationRow, blob, listed,
    page, rate, refused, sessions, surplus,
};
pub(crate) use version::missing;

use std::time::Duration;

/// How long a call waits for a connection.
pub(crate) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);
