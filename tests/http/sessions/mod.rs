//! Sessions: refresh tokens, their rotation, and what ends them.

mod closed;
mod cookies;
mod ending;
mod events;
mod expired;
mod growth;
mod implicit_refresh;
mod judgement;
mod metrics;
mod order;
mod outage;
mod outage_table;
mod owners;
mod places;
mod reach;
mod readiness;
mod reauthentication;
mod refreshing;
mod rotation;
mod service;
mod starting;
mod vocabulary;
