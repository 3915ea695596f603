//! What is wrong with a key, in words that do not give it away.

/// What was found where a key should be, and what is expected.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct KeyProblem {
    pub(crate) found: String,
    pub(crate) expected: String,
}

impl KeyProblem {
    pub(crate) fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            found: found.into(),
            expected: expected.into(),
        }
    }

    /// Something that claims to be `what` and cannot be read as that.
    pub(crate) fn unreadable(what: &str) -> Self {
        Self::new(format!("text that cannot be read as {what}"), what)
    }
}
