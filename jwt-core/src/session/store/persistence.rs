//! `Persistence`: whether a store keeps what it has confirmed.

use std::fmt;

/// Whether a store keeps what it has confirmed. A field is `None` if the store cannot tell.
///
/// By default, nothing is known. A store sets what it can tell:
///
/// ```
/// use jwt_guard::session::Persistence;
///
/// let mut persistence = Persistence::default();
/// persistence.outlives_restart = Some(true);
/// assert_eq!(persistence.outlives_shortage, None);
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[non_exhaustive]
pub struct Persistence {
    /// Whether it survives a restart of the store. If not, a token that was revoked before a restart may be accepted again.
    pub outlives_restart: Option<bool>,
    /// Whether it survives a shortage of memory. If not, a revoked token may be accepted again at any time.
    pub outlives_shortage: Option<bool>,
}

impl Persistence {
    /// Nothing is lost.
    pub const FULL: Self = Self {
        outlives_restart: Some(true),
        outlives_shortage: Some(true),
    };

    /// Everything is lost when the process ends.
    pub const IN_MEMORY: Self = Self {
        outlives_restart: Some(false),
        outlives_shortage: Some(true),
    };
}

impl fmt::Display for Persistence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.outlives_restart {
            Some(true) => "outlives a restart, ",
            Some(false) => "lost at a restart, ",
            None => "unknown at a restart, ",
        })?;
        f.write_str(match self.outlives_shortage {
            Some(true) => "outlives a shortage of memory",
            Some(false) => "lost when memory runs short",
            None => "unknown when memory runs short",
        })
    }
}
