//! `StoreError`: why a store failed.

use std::error::Error;
use std::fmt;

/// A store failed: what it was asked to do was not done, or it is unknown whether it was.
///
/// The log has the details; a client only sees a response with status 503.
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
    /// The store could not be reached, or reported that it is unavailable.
    pub fn unreachable(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(StoreErrorKind::Unreachable, Some(source.into()))
    }

    /// The store returned something unexpected.
    pub fn unexpected(source: impl Into<Box<dyn Error + Send + Sync>>) -> Self {
        Self::new(StoreErrorKind::Unexpected, Some(source.into()))
    }

    /// The store did not respond in time.
    pub(crate) const fn timed_out() -> Self {
        Self::new(StoreErrorKind::TimedOut, None)
    }

    /// The `Auth` has no store.
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

    /// The reason as the label of a metric.
    #[cfg(feature = "metrics")]
    pub(crate) const fn reason(&self) -> &'static str {
        let [unreachable, timed_out, unexpected] = Self::REASONS;
        match self.kind {
            StoreErrorKind::None | StoreErrorKind::Unreachable => unreachable,
            StoreErrorKind::TimedOut => timed_out,
            StoreErrorKind::Unexpected => unexpected,
        }
    }

    /// The reasons for which a store can fail.
    #[cfg(feature = "metrics")]
    pub(crate) const REASONS: [&'static str; 3] = ["unreachable", "timed_out", "unexpected"];

    /// Whether the error is that the `Auth` has no store.
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
            StoreErrorKind::TimedOut => "the store did not respond in time",
            StoreErrorKind::Unexpected => "the store returned an unexpected response",
        })
    }
}

impl Error for StoreError {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        self.source.as_ref().map(|source| &**source as _)
    }
}
