//! The attributes of handlers, and how a path names one.

use std::fmt;

use syn::{Path, ext::IdentExt};

use crate::crate_path::CratePath;

/// One of the attributes that can stand on a handler.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum HandlerAttribute {
    Public,
    Protected,
    Scoped,
    InjectUser,
}

impl HandlerAttribute {
    const ALL: [Self; 4] = [
        Self::Public,
        Self::Protected,
        Self::Scoped,
        Self::InjectUser,
    ];

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Protected => "protected",
            Self::Scoped => "scoped",
            Self::InjectUser => "inject_user",
        }
    }

    /// The attribute a path names: a bare name, or a path into the library.
    ///
    /// One imported under another name cannot be seen here. It expands later, finds the guard, and merges into its policy.
    pub(crate) fn named_by(path: &Path, crate_path: &CratePath) -> Option<Self> {
        let name = ours(path, crate_path)?;
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

/// Whether a path names `#[not_a_handler]`, which only the attribute on the block around it reads.
pub(crate) fn is_not_a_handler(path: &Path, crate_path: &CratePath) -> bool {
    ours(path, crate_path).is_some_and(|name| name == "not_a_handler")
}

fn ours(path: &Path, crate_path: &CratePath) -> Option<String> {
    let last = path.segments.last()?;
    let is_bare = path.leading_colon.is_none() && path.segments.len() == 1;
    let is_ours = is_bare || crate_path.contains(path) || CratePath::default().contains(path);
    is_ours.then(|| last.ident.unraw().to_string())
}

impl fmt::Display for HandlerAttribute {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#[{}]", self.name())
    }
}
