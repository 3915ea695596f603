//! Sessions: refresh tokens, their rotation, and what is revoked.
//!
//! A login begins a [`Session`]; all its tokens carry its name, the claim `sid`. A refresh token is exchanged for the
//! next one each time it is used. A refresh token that is used twice is treated as stolen: its session is revoked
//! ([RFC 9700 §4.14.2]), so that the attacker and the user must log in again.
//!
//! The folders are listed in their order, and each names only those above it: `record` is what a store keeps, `attempt` counts
//! attempts to log in, `revocation` is what this process knows of revocations, a [`TokenStore`] keeps all of it,
//! [`MemoryStore`] in the memory of this process and [`Cached`] in two stores, `rotation` makes refresh tokens, and `service`
//! is what an `Auth` does with its store.
//!
//! All of it goes by the time of the store ([`TokenStore::time`]), since the clocks of processes differ.
//!
//! [RFC 9700 §4.14.2]: https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2

mod record;

mod attempt;
mod event;

mod revocation;

mod store;

mod error;
mod options;

mod cached;
mod memory;

mod rotation;

mod service;

#[doc(hidden)]
pub use attempt::AttemptCounters;
pub use attempt::{
    Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CountedAttempt, CountedIn, CounterKey,
    CounterKind, CounterState, Device, KnownDevice,
};
pub use cached::Cached;
pub use error::SessionError;
pub use event::SessionEvent;
pub use memory::MemoryStore;
pub use options::SessionOptions;
pub use record::{
    BeginOutcome, Position, RefreshCount, RefreshRate, RefreshTokenState, Revocation,
    RevocationPage, RevocationRecord, RevocationTarget, Rotation, RotationOutcome, Session,
    SessionLimit, SingleUseKey, Successor, TokenDigest,
};
#[doc(hidden)]
pub use revocation::RevocationStatus;
#[doc(hidden)]
pub use rotation::{RefreshToken, RefreshTokenGenerator, RefreshTokens};
pub use service::{ClockState, Readiness, RevocationState, StoreState};
#[doc(hidden)]
pub use service::{LoginRecord, LoginStart, NewSession, RefreshOutcome, SessionService};
#[doc(hidden)]
pub use store::{AnyStore, StoreClock};
pub use store::{Persistence, StoreError, TokenStore};

#[doc(hidden)]
pub use crate::token::OwnerName;
pub use crate::token::{RevocationKey, SessionOwner};
