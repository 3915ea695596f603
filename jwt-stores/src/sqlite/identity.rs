//! Which file a database is, so that another one in its place is noticed.

use std::fs::metadata;
use std::path::{Path, PathBuf, absolute};
use std::time::SystemTime;

use jwt_core::session::StoreError;

/// A file at a path, as it was when the database was opened. SQLite goes on with a file that was deleted: what is revoked
/// in it, no other process sees.
pub(super) struct Identity {
    path: PathBuf,
    file: File,
}

/// What tells one file from another, also from one that got its number after it was deleted.
#[derive(PartialEq)]
struct File {
    number: Option<(u64, u64)>,
    created: Option<SystemTime>,
}

impl Identity {
    /// `None` if there is no such file: the database is in memory, or not found by its path.
    pub(super) fn of(path: &Path) -> Option<Self> {
        // The folder of the process may change.
        let path = absolute(path).ok()?;
        let file = File::at(&path)?;
        Some(Self { path, file })
    }

    /// An error if the file was deleted, or another is in its place.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        match File::at(&self.path) {
            Some(file) if file == self.file => Ok(()),
            Some(_) => Err(StoreError::unreachable(
                "another file is in the place of the database: restart this process",
            )),
            None => Err(StoreError::unreachable(
                "the file of the database is not there any more: put it back, or restart this process",
            )),
        }
    }
}

impl File {
    fn at(path: &Path) -> Option<Self> {
        let metadata = metadata(path).ok()?;
        Some(Self {
            #[cfg(unix)]
            number: {
                use std::os::unix::fs::MetadataExt;
                Some((metadata.dev(), metadata.ino()))
            },
            #[cfg(not(unix))]
            number: None,
            created: metadata.created().ok(),
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs::{remove_file, rename, write};

    use super::*;

    #[test]
    fn a_file_is_told_from_another_in_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let (path, aside) = (folder.path().join("one"), folder.path().join("two"));
        assert!(Identity::of(&path).is_none());
        write(&path, "one").unwrap();
        let identity = Identity::of(&path).unwrap();
        write(&path, "one has changed").unwrap();
        identity.check().unwrap();
        rename(&path, &aside).unwrap();
        identity.check().unwrap_err();
        write(&path, "one").unwrap();
        identity.check().unwrap_err();
        rename(&aside, &path).unwrap();
        identity.check().unwrap();
        remove_file(&path).unwrap();
        identity.check().unwrap_err();
    }
}
