//! `SkippedKey`: a key of a published set that is not used, and why.

use std::fmt;

use crate::key::error::KeyError;

/// A key of a published set that is not used, and why. It never shows the key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SkippedKey {
    /// Its index in the set.
    pub(super) index: usize,
    pub(super) id: Option<Box<str>>,
    pub(super) why: KeyError,
    /// Whether the key itself says that it is not for signatures, which is no defect.
    pub(super) is_for_others: bool,
}

impl SkippedKey {
    /// Writes it to the log. `of` describes the set.
    #[doc(hidden)]
    pub fn log(&self, of: &str) {
        let (index, key_id) = (self.index, self.id.as_deref());
        let SkippedKey { why, .. } = self;
        if self.is_for_others {
            tracing::debug!(of, index, key_id, %why, "a key of a published set is not for signatures");
        } else {
            tracing::warn!(of, index, key_id, %why, "a key of a published set was left out");
        }
    }
}

impl fmt::Display for SkippedKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "key {}", self.index)?;
        if let Some(id) = &self.id {
            write!(f, " (`kid` {id:?})")?;
        }
        write!(f, ": {}", self.why)
    }
}
