//! The accounts of a service: registration, passwords, links in mails, a second factor, and sign-in with another provider.
//!
//! `README.md` says which file shows what.

mod accounts;
mod handlers;
mod links;
mod mail;
mod pages;
mod provider;
mod service;
mod web;

pub use accounts::{Accounts, Address, FirstFactor, Login, User};
pub use mail::{Letter, Mail, PrintedMail};
pub use provider::ProviderSettings;
pub use service::{Settings, Site, service};
