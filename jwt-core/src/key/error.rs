//! `KeyError`: what is wrong with a key, without showing it.

/// Why a key, or a set of keys, cannot be used: what was found, and what is expected. It never shows a key.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("found {found}; expected {expected}")]
#[non_exhaustive]
pub struct KeyError {
    /// What was found; never the key.
    pub found: String,
    /// What is allowed.
    pub expected: String,
}

impl KeyError {
    #[doc(hidden)]
    #[must_use]
    pub fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            found: found.into(),
            expected: expected.into(),
        }
    }

    /// A text that should be `what`, and cannot be read as that.
    pub(crate) fn unreadable(what: &str) -> Self {
        Self::new(format!("text that cannot be read as {what}"), what)
    }
}
