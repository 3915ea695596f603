//! The programs that tests start, and where they are.
//!
//! `#[needs]` searches for them when a test is compiled. The test programs include this file, to find the same when they run.

use std::fmt::{self, Display, Formatter};
use std::path::{Path, PathBuf};
use std::{env, fs};

/// A program that is not installed.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Missing {
    pub(crate) program: &'static str,
    /// The command that installs it.
    pub(crate) install: &'static str,
}

impl Display for Missing {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "there is no {}: `{}`", self.program, self.install)
    }
}

/// What the tests in a browser start.
pub(crate) struct Browser {
    pub(crate) chromium: PathBuf,
    pub(crate) node: PathBuf,
    pub(crate) npm: PathBuf,
}

impl Browser {
    pub(crate) fn find() -> Result<Self, Missing> {
        let chromium = ["chromium", "chromium-browser", "google-chrome"]
            .into_iter()
            .find_map(in_path);
        Ok(Self {
            chromium: chromium.ok_or(Missing {
                program: "chromium",
                install: "apt-get install chromium",
            })?,
            node: in_path("node").ok_or(Missing {
                program: "node",
                install: "apt-get install nodejs",
            })?,
            npm: in_path("npm").ok_or(Missing {
                program: "npm",
                install: "apt-get install npm",
            })?,
        })
    }
}

/// The programs of PostgreSQL.
pub(crate) struct Postgres {
    pub(crate) initdb: PathBuf,
    pub(crate) postgres: PathBuf,
}

impl Postgres {
    pub(crate) fn find() -> Result<Self, Missing> {
        // Debian installs them in a folder for each version, which is not in `PATH`.
        let versions = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
        let mut folders: Vec<_> = versions
            .filter_map(|version| Some(version.ok()?.path().join("bin")))
            .collect();
        folders.sort();
        let find = |program: &'static str| {
            let found = in_path(program).or_else(|| in_folders(program, &folders));
            found.ok_or(Missing {
                program,
                install: "apt-get install postgresql",
            })
        };
        Ok(Self {
            initdb: find("initdb")?,
            postgres: find("postgres")?,
        })
    }
}

/// The server of Redis.
pub(crate) fn redis_server() -> Result<PathBuf, Missing> {
    in_path("redis-server").ok_or(Missing {
        program: "redis-server",
        install: "apt-get install redis-server",
    })
}

fn in_path(program: &str) -> Option<PathBuf> {
    let path = env::var_os("PATH")?;
    in_folders(program, &env::split_paths(&path).collect::<Vec<_>>())
}

fn in_folders(program: &str, folders: &[impl AsRef<Path>]) -> Option<PathBuf> {
    let mut files = folders.iter().map(|folder| folder.as_ref().join(program));
    files.find(|file| file.is_file())
}
