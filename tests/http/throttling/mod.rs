//! Limits of failed logins: the responses for a client that guesses, and for all others meanwhile.

mod accounts;
mod addresses;
mod attack;
mod endpoints;
mod events;
mod guessing;
mod hook;
mod names;
mod service;
mod settling;
mod sharing;
