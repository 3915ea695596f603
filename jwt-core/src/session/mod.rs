//! Sessions: refresh tokens, their rotation, and what is revoked.
//!
//! A login begins a [`Session`]; all its tokens carry its name, the claim `sid`. A refresh token is exchanged for the
//! next one each time it is used. One that comes again after that was copied by somebody, and ends the session
//! ([RFC 9700 §4.14.2]): both whoever copied it and the user must log in again.
//!
//! A [`TokenStore`] keeps sessions, as `record` says; [`MemoryStore`] does so in the memory of the process, and [`Cached`]
//! puts a fast store before a durable one. The `keeper` of an `Auth` asks its store, for as long as a `breaker` lets it. It
//! knows from memory what is revoked (`known`, `revoked_set`), and what goes on although all sessions of its subject were ended
//! (`outlived`); `tasks` read on between requests. `beginning` is how a session begins, `exchange` how a `refresh_token` becomes
//! the next one, at a `refresh_rate`, and `judgement` whether one that is presented is good. `Sessions` of an `Auth` is what an application
//! sees of all this, and `metrics` what who runs it sees.
//!
//! All of it goes by the time of the store (`store_clock`), since the clocks of processes differ; `readiness` reports how a
//! process stands to its store.
//!
//! A store also counts [attempts](Attempt) to log in (`attempt`), so that all processes of a service count together.
//!
//! [RFC 9700 §4.14.2]: https://www.rfc-editor.org/rfc/rfc9700#section-4.14.2

mod any_store;
mod attempt;
mod beginning;
mod breaker;
mod cached;
mod counting;
mod details;
mod error;
mod event;
mod exchange;
mod keeper;
mod known;
mod memory;
#[cfg(feature = "metrics")]
mod metrics;
mod options;
mod outlived;
mod persistence;
mod readiness;
mod record;
mod refresh_rate;
mod refresh_token;
mod revoked_set;
mod store;
mod store_clock;
mod tasks;
mod token_digest;

#[doc(hidden)]
pub use any_store::AnyStore;
#[doc(hidden)]
pub use attempt::AttemptCounters;
pub use attempt::{
    Attempt, AttemptCounter, AttemptLimit, AttemptOutcome, CountedAttempt, CountedIn, CounterKey,
    CounterKind, CounterState, Device, KnownDevice,
};
#[doc(hidden)]
pub use beginning::{Begun, CheckStart};
pub use cached::Cached;
#[doc(hidden)]
pub use details::Details;
pub use error::SessionError;
pub use event::SessionEvent;
#[doc(hidden)]
pub use exchange::Exchange;
#[doc(hidden)]
pub use keeper::{Keeper, Standing};
pub use memory::MemoryStore;
pub use options::SessionOptions;
pub use persistence::Persistence;
pub use readiness::{ClockState, Readiness, RevocationState, StoreState};
pub use record::{
    BeginOutcome, Found, Position, Revocation, Revocations, Revoked, Rotated, Rotation, Session,
    SessionLimit, Successor, Target,
};
pub use refresh_rate::{RefreshCount, RefreshRate};
#[doc(hidden)]
pub use refresh_token::{Generator, RefreshToken, RefreshTokens};
pub use store::{StoreError, TokenStore};
#[doc(hidden)]
pub use store_clock::StoreClock;
pub use token_digest::TokenDigest;

pub use crate::revocation_key::RevocationKey;
#[doc(hidden)]
pub use crate::session_owner::OwnerName;
pub use crate::session_owner::SessionOwner;
