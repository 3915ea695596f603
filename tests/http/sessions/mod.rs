//! Sessions: refresh tokens, their rotation, and what ends them.

mod cookies;
mod ending;
mod growth;
mod implicit_refresh;
mod outage;
mod owners;
mod reauthentication;
mod refresh;
mod service;
mod starting;
mod vocabulary;
