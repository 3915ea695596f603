//! `Credentials`: a user name and a password, as a client sends them.

use std::fmt;

use serde::Deserialize;
use zeroize::Zeroizing;

/// The usual credentials: a user name and a password.
#[derive(Clone, Deserialize)]
#[non_exhaustive]
pub struct Credentials {
    /// The member `username` of the body.
    pub username: String,
    /// The member `password` of the body; wiped from memory when dropped.
    #[serde(deserialize_with = "wiped")]
    pub password: Zeroizing<String>,
}

impl Credentials {
    /// The credentials of a user name and a password.
    #[must_use]
    pub fn new(username: impl Into<String>, password: impl Into<String>) -> Self {
        Self {
            username: username.into(),
            password: Zeroizing::new(password.into()),
        }
    }
}

fn wiped<'de, D: serde::Deserializer<'de>>(password: D) -> Result<Zeroizing<String>, D::Error> {
    String::deserialize(password).map(Zeroizing::new)
}

impl fmt::Debug for Credentials {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[redacted]")
    }
}
