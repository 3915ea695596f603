//! What SQLite and PostgreSQL share: the tables, most statements, and what follows from the rows that were read.
//!
//! A session is one row, which holds the digest of its current token; so that to exchange a token is to change that row
//! if it still holds what was presented. Tokens that were exchanged have a row each, for as long as their session has.
//! Revocations are numbered in the order in which they are committed.

mod changes;
mod failure;
mod rotation;
mod rows;
pub(crate) mod statements;
mod version;

pub(crate) use changes::Changes;
pub(crate) use failure::failure;
pub(crate) use rotation::{Exchange, rotate};
pub(crate) use rows::{
    Listed, Numbered, Place, Presented, Remembered, blob, listed, page, rate, refused, sessions,
    surplus,
};
pub(crate) use version::missing;

use std::time::Duration;

/// How long a call waits for a connection.
pub(crate) const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(2);
