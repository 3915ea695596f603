//! Direction inside a crate: `lib.rs` lists the modules from the bottom up, and none names one that stands above it.
//!
//! A module is named by a path, in a `use` or elsewhere, from the root (`crate`, `$crate` in the body of a macro) or by enough
//! `super`s. A name that `lib.rs` re-exports stands for the module it is from. A method that a module adds to a type of a module
//! below counts too: whoever reads the type would have to look above. Code for tests alone is left out.

mod source;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use source::{Source, Target};

/// The crates that are held to it, and whether their methods are too: those of `Auth` still stand where they are needed.
const CRATES: [(&str, bool); 2] = [("jwt-core", true), ("jwt-runtime", true)];

/// A file of a crate: its path below `src`, and its text.
type File = (PathBuf, String);

/// Whether all crates keep their direction; says what does not.
pub(super) fn check() -> io::Result<bool> {
    let mut is_right = true;
    for (name, with_methods) in CRATES {
        let mut files = Vec::new();
        read(&Path::new(name).join("src"), Path::new(""), &mut files)?;
        for violation in violations(&files, with_methods).map_err(io::Error::other)? {
            println!("{name}/src/{violation}");
            is_right = false;
        }
    }
    Ok(is_right)
}

fn read(root: &Path, folder: &Path, files: &mut Vec<File>) -> io::Result<()> {
    let mut entries = fs::read_dir(root.join(folder))?.collect::<Result<Vec<_>, _>>()?;
    entries.sort_by_key(fs::DirEntry::file_name);
    for entry in entries {
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            read(root, &path, files)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            let text = fs::read_to_string(root.join(&path))?;
            files.push((path, text));
        }
    }
    Ok(())
}

/// Everything that names a module above its own, a line each.
fn violations(files: &[File], with_methods: bool) -> Result<Vec<String>, String> {
    let root = files.iter().find(|(path, _)| path == Path::new("lib.rs"));
    let (_, root) = root.ok_or("there is no `lib.rs`")?;
    let root = Source::parse(root, &[]).map_err(|error| format!("lib.rs: {error}"))?;
    let level = |name: &str| root.modules.iter().position(|module| module == name);
    let mut sources = Vec::new();
    for (path, text) in files {
        let modules = module_path(path);
        let Some(own) = modules.first().and_then(|first| level(first)) else {
            continue;
        };
        let source = Source::parse(text, &modules);
        let source = source.map_err(|error| format!("{}: {error}", path.display()))?;
        sources.push((path, modules, own, source));
    }
    let for_tests: BTreeSet<Vec<String>> = sources
        .iter()
        .flat_map(|(_, _, _, source)| &source.for_tests)
        .chain(&root.for_tests)
        .cloned()
        .collect();
    let is_for_tests = |modules: &[String]| {
        (1..=modules.len()).any(|length| {
            let outer = modules.get(..length).unwrap_or_default();
            for_tests.contains(outer)
        })
    };
    sources.retain(|(_, modules, _, _)| !is_for_tests(modules));
    let mut declared: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (_, _, own, source) in &sources {
        for name in &source.types {
            declared.entry(name).or_default().insert(*own);
        }
    }
    let mut violations = Vec::new();
    for (path, modules, own, source) in &sources {
        let name = modules.first().map_or("", String::as_str);
        for target in &source.targets {
            let Target { line, name: named } = target;
            if named == "*" {
                violations.push(format!(
                    "{}:{line}: `{name}` takes everything from the root: name what it needs",
                    path.display()
                ));
                continue;
            }
            let module = root.reexports.get(named).unwrap_or(named);
            if level(module).is_some_and(|above| above > *own) {
                violations.push(format!(
                    "{}:{line}: `{name}` names `{module}`, which stands above it",
                    path.display()
                ));
            }
        }
        for Target { line, name: of } in source.inherent.iter().filter(|_| with_methods) {
            let Some(levels) = declared.get(of.as_str()) else {
                continue;
            };
            if !levels.contains(own) {
                violations.push(format!(
                    "{}:{line}: `{name}` adds a method to `{of}`, a type of another module: a function or a trait of its own",
                    path.display()
                ));
            }
        }
    }
    Ok(violations)
}

/// The modules that a file is, from the root.
fn module_path(path: &Path) -> Vec<String> {
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
