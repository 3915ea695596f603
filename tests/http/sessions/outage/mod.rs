//! The health of the store: the responses while it fails, and what operators see of it.

mod metrics;
mod readiness;
mod refused;
mod table;

pub(in crate::sessions) use refused::until_known;
