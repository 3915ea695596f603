//! What is wrong with the value of a setting, as compile errors and start-up report it.

/// A value that a setting cannot have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongValue {
    /// What was found.
    pub found: String,
    /// What is allowed.
    pub expected: String,
    /// Which entry of a list it is, if it is one.
    pub at: Option<usize>,
}

impl WrongValue {
    /// What was found, and what is allowed instead.
    pub fn new(found: impl Into<String>, expected: impl Into<String>) -> Self {
        Self {
            found: found.into(),
            expected: expected.into(),
            at: None,
        }
    }

    /// The same, of one entry of a list.
    #[must_use]
    pub fn at(self, entry: usize) -> Self {
        Self {
            at: Some(entry),
            ..self
        }
    }

    /// An entry that a list has twice.
    pub(super) fn twice(entry: impl std::fmt::Display) -> Self {
        Self::new(format!("`{entry}` twice"), "each entry once")
    }

    /// A text that was found, quoted, and what is allowed instead.
    pub fn quoted(text: &str, expected: impl Into<String>) -> Self {
        Self::new(format!("`{}`", text.escape_debug()), expected)
    }

    /// A text that was found, the error about it, and what is allowed instead.
    pub fn because(text: &str, error: impl std::fmt::Display, expected: impl Into<String>) -> Self {
        Self::new(text_and_reason(text, error), expected)
    }
}

/// A text and the message of an error about it, which may begin with the text itself.
pub(super) fn text_and_reason(text: &str, error: impl std::fmt::Display) -> String {
    if text.trim().is_empty() {
        return EMPTY.to_owned();
    }
    let (text, error) = (format!("`{}`", text.escape_debug()), error.to_string());
    match error.strip_prefix(&text) {
        Some(reason) => format!("{text}, which{reason}"),
        None => format!("{text} ({error})"),
    }
}

/// What is found in a text without characters.
pub(super) const EMPTY: &str = "an empty text";
