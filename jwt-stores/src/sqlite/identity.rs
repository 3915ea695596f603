//! `FileIdentity`: detects that the file of a database was deleted or replaced.

use std::fs::metadata;
use std::path::{Path, PathBuf, absolute};
use std::time::SystemTime;

use jwt_core::session::StoreError;

/// The file at a path when the database was opened. SQLite continues to use a deleted file, whose revocations no other
/// process would see.
pub(super) struct FileIdentity {
    path: PathBuf,
    file: FileId,
}

/// Identifies a file, also if another one gets its inode after it was deleted.
#[derive(PartialEq)]
struct FileId {
    number: Option<(u64, u64)>,
    created: Option<SystemTime>,
}

impl FileIdentity {
    /// `None` if there is no such file: the database is in memory, or its path is not a file.
    pub(super) fn of(path: &Path) -> Option<Self> {
        // The working directory of the process may change.
        let path = absolute(path).ok()?;
        let file = FileId::at(&path)?;
        Some(Self { path, file })
    }

    /// Fails if the file was deleted or replaced.
    pub(super) fn check(&self) -> Result<(), StoreError> {
        match FileId::at(&self.path) {
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

impl FileId {
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
        assert!(FileIdentity::of(&path).is_none());
        write(&path, "one").unwrap();
        let identity = FileIdentity::of(&path).unwrap();
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
