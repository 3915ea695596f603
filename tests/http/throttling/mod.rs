//! Limits of failed logins: what a client that guesses sees, and what all others see meanwhile.

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
