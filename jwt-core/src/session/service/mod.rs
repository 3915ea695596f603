//! `SessionService`: what an `Auth` does with its store: sessions begin, are refreshed, listed and revoked.

mod attempts;
mod background;
mod begin;
mod circuit_breaker;
mod login_record;
#[cfg(feature = "metrics")]
mod metrics;
mod readiness;
mod readiness_check;
mod refresh;
mod session_service;
mod single_use;

pub use begin::{LoginStart, NewSession};
pub use login_record::LoginRecord;
pub use readiness::{ClockState, Readiness, RevocationState, StoreState};
pub use refresh::RefreshOutcome;
pub use session_service::SessionService;
