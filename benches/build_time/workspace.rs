//! The workspace that is measured: a library for each variant and number of handlers.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;
use std::{env, fs};

use crate::cargo::{self, Task};
use crate::handler::Shape;
use crate::variant::Variant;

/// How many handlers a module has; all of them where they are on one router.
const MODULE: usize = 50;

/// One library.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Member {
    pub(crate) variant: Variant,
    pub(crate) shape: Shape,
    pub(crate) handlers: usize,
}

impl Member {
    pub(crate) fn package(&self) -> String {
        let (variant, shape) = (self.variant.package(), self.shape.name());
        format!("{variant}-{shape}-{}", self.handlers)
    }

    fn manifest(&self, repository: &Path) -> String {
        let package = self.package();
        let library = match self.variant {
            Variant::Plain => String::new(),
            Variant::OnAxum | Variant::Guarded => {
                format!("jwt-guard = {{ path = {repository:?} }}\n")
            }
        };
        let serde = match self.shape {
            Shape::Mixed => "",
            Shape::Scoped => "serde = { version = \"1\", features = [\"derive\"] }\n",
        };
        format!(
            "[package]\nname = \"{package}\"\nversion = \"0.0.0\"\nedition = \"2024\"\npublish = false\n\n\
             [dependencies]\naxum = \"0.8.9\"\n{serde}{library}"
        )
    }

    fn write(&self, directory: &Path, repository: &Path) {
        let sources = directory.join("src");
        fs::create_dir_all(&sources).expect("the target directory can be written");
        write(&directory.join("Cargo.toml"), &self.manifest(repository));

        let mut root = String::from(self.variant.root());
        if self.shape == Shape::Scoped {
            root.push_str(include_str!("programs/page.rs"));
        }
        let mut merging = String::from("\nfn routes() -> Routes {\n    Routes::new()\n");
        let most = match self.shape {
            Shape::Mixed => MODULE,
            Shape::Scoped => self.handlers,
        };
        for module in 0..self.handlers.div_ceil(most) {
            let first = module * most;
            let handlers = first..self.handlers.min(first + most);
            write(
                &sources.join(format!("part_{module}.rs")),
                &self.variant.module(self.shape, handlers),
            );
            writeln!(root, "mod part_{module};").expect("a string takes everything");
            writeln!(merging, "        .merge(part_{module}::routes())")
                .expect("a string takes everything");
        }
        write(&sources.join("lib.rs"), &format!("{root}{merging}}}\n"));
    }
}

/// The directory of the workspace.
pub(crate) struct Workspace(PathBuf);

impl Workspace {
    pub(crate) fn write(members: &[Member]) -> Self {
        let repository = Path::new(env!("CARGO_MANIFEST_DIR"));
        // Cargo gives benches a directory of their own in the target directory; this one goes beside it.
        let directory = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("build-time");
        for member in members {
            member.write(&directory.join(member.package()), repository);
        }
        let packages: Vec<String> = members.iter().map(Member::package).collect();
        write(
            &directory.join("Cargo.toml"),
            &format!("[workspace]\nresolver = \"3\"\nmembers = {packages:?}\n"),
        );
        fs::copy(repository.join("Cargo.lock"), directory.join("Cargo.lock"))
            .expect("the workspace has a lock file");
        Self(directory)
    }

    /// Checks or builds one library: the processor time that it took.
    pub(crate) fn run(&self, task: Task, member: &Member) -> Duration {
        cargo::run(task, &member.package(), &self.0)
    }

    /// Makes Cargo think that a library has changed.
    pub(crate) fn touch(&self, member: &Member) {
        let root = self.0.join(member.package()).join("src/lib.rs");
        let source = fs::read(&root).expect("the library was written");
        fs::write(&root, source).expect("and can be written again");
    }
}

fn write(path: &Path, text: &str) {
    fs::write(path, text).expect("the target directory can be written");
}
