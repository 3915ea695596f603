//! The end of sessions and tokens: logout, revocation, and who learns of it.

mod closed;

mod events;
mod expired;
mod logout;
mod order;
mod reach;
