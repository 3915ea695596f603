//! Passwords as Argon2id hashes (RFC 9106).

mod builder;
mod cost;
mod error;
mod hash;
mod memory;
mod passwords;
mod queue;
#[cfg(test)]
mod tests;
mod threads;

pub use builder::PasswordsBuilder;
pub use error::PasswordError;
pub use passwords::Passwords;
