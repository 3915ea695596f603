//! `StoreError`: why a store did not respond as it should.

use std::error::Error;
use std::fmt;

/// A store did not do what it was asked, or nobody knows whether it did.
///
/// It is written to the log; a client sees nothing of it but 503.
#[derive(Debug)]
pub struct StoreError {
    kind: StoreErrorKind,
    source: Option<Box<dyn Error + Send + Sync>>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum StoreErrorKind {
    None,
    Unreachable,
    TimedOut,
    Unexpected,
}

impl StoreError {
    /// It could not be reached, or said that it cannot do it now.
    pub fn unreachable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(StoreErrorKind::Unreachable, Some(source.into()))
    }

    /// It said something that makes no sense.
    pub fn unexpected(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(StoreErrorKind::Unexpected, Some(source.into()))
    }

    /// It did not answer in time.
    pub(crate) const fn timed_out() -> Self {
        Self::new(StoreErrorKind::TimedOut, None)
    }

    /// The `Auth` was given none.
    #[doc(hidden)]
    #[must_use]
    pub const fn none() -> Self {
        Self::new(StoreErrorKind::None, None)
    }

    const fn new(kind: StoreErrorKind, source: Option<Box<dyn Error + Send + Sync>>) -> Self {
        Self { kind, source }
    }

    pub(crate) const fn kind(&self) -> StoreErrorKind {
        self.kind
    }

    /// In a word.
    #[cfg(feature = "metrics")]
    pub(crate) const fn reason(&self) -> &'static str {
        let [unreachable, timed_out, unexpected] = Self::REASONS;
        match self.kind {
            StoreErrorKind::None | StoreErrorKind::Unreachable => unreachable,
            StoreErrorKind::TimedOut => timed_out,
            StoreErrorKind::Unexpected => unexpected,
        }
    }

    /// What a store that is there may fail for.
    #[cfg(feature = "metrics")]
    pub(crate) const REASONS: [&'static str; 3] = ["unreachable", "timed_out", "unexpected"];

    /// Whether there is a store at all.
    #[doc(hidden)]
    #[must_use]
    pub fn is_none(&self) -> bool {
        self.kind == StoreErrorKind::None
    }
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.kind {
            StoreErrorKind::None => "this `Auth` has no store: give it one with `.store(..)`",
            StoreErrorKind::Unreachable => "the store cannot be reached",
            StoreErrorKind::TimedOut => "the store did not answer in time",
            StoreErrorKind::Unexpected => "the store gave an answer that makes no sense",
        })
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}
