//! A file of a crate, and the module that it is.

use std::path::{Path, PathBuf};

use super::code;
use super::names::Names;

/// A file of a crate: its path below `src`, and its text.
pub(super) type File = (PathBuf, String);

/// A file, the module that it is, and its names.
pub(super) type Named<'f> = (&'f PathBuf, code::Path, Names);

/// The modules that a file is, from the root.
pub(super) fn module_path(path: &Path) -> Vec<String> {
    let without = path.with_extension("");
    let mut modules: Vec<_> = without
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    if modules.last().is_some_and(|last| last == "mod") {
        modules.pop();
    }
    modules
}
