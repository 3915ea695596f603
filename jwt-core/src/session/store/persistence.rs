//! `Persistence`: whether a store keeps what it has confirmed.

use std::fmt;

/// Whether a store keeps what it has confirmed. Each is `None` if the store cannot tell.
///
/// The default is that nothing is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Persistence {
    /// Whether it outlives a restart of the store. If not, what was revoked before one may be good again afterwards.
    pub outlives_restart: Option<bool>,
    /// Whether it stays when memory runs short. If not, what was revoked may be good again at any time.
    pub outlives_shortage: Option<bool>,
}

impl Persistence {
    /// It is kept, whatever happens.
    pub const FULL: Self = Self {
        outlives_restart: Some(true),
        outlives_shortage: Some(true),
    };

    /// Everything is gone when the process ends.
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
