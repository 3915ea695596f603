//! Direction inside a crate: `lib.rs` lists the modules from the bottom up, and no module uses one that is listed after it.
//!
//! A module is named by a path, in a `use` or elsewhere, from the root (`crate`, `$crate` in the body of a macro) or by
//! enough `super`s. A name that `lib.rs` re-exports stands for the module it is from. A method that a module adds to a type
//! of a module below counts too, since a reader of the type would not find it. Code for tests alone is left out.
//!
//! Each file is declared by a module. The entries of a folder, at most twelve, do not use each other in circles, except where a
//! grammar is recursive. A module is such an entry too: if its code uses what a file of its folder has, that file uses nothing
//! that the module itself defines. To declare and to re-export is no use. No module imports one that it is in, as in
//! `use crate as c`: what is named through that would not be found.

mod circles;
mod code;
mod file;
mod folders;
mod names;
mod source;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use file::{File, module_path};
use source::{Source, Target};

/// The modules that are checked, each by the path from its crate's root: crates, and modules whose `mod.rs` lists their parts
/// from the bottom up as `lib.rs` does.
const MODULES: [(&str, &[&str]); 13] = [
    ("jwt-syntax", &[]),
    ("jwt-core", &[]),
    ("jwt-core", &["claim"]),
    ("jwt-core", &["session"]),
    ("jwt-core", &["token"]),
    ("jwt-macros", &[]),
    ("jwt-macros", &["handler"]),
    ("jwt-macros", &["derive", "auth_config"]),
    ("jwt-macros", &["derive", "auth_state"]),
    ("jwt-macros", &["derive", "claim"]),
    ("jwt-macros", &["derive", "scope"]),
    ("jwt-runtime", &[]),
    ("jwt-stores", &[]),
];

/// The crates whose files and folders are checked, each by the folder of its root, with the folders whose entries name each other
/// because a grammar is recursive: JSON, and blocks that stand in blocks or have items in them.
const CRATES: [(&str, &[&str]); 8] = [
    ("jwt-syntax/src", &[]),
    ("jwt-core/src", &["json"]),
    (
        "jwt-macros/src",
        &["handler/expand/block", "handler/parse/item"],
    ),
    ("jwt-runtime/src", &[]),
    ("jwt-stores/src", &[]),
    ("test-tools/src", &[]),
    ("tests/http", &[]),
    ("xtask/src", &[]),
];

/// Whether all crates keep their direction; prints the violations.
pub(super) fn check() -> io::Result<bool> {
    let mut is_right = true;
    for (name, module) in MODULES {
        let folder = module
            .iter()
            .fold(Path::new(name).join("src"), |path, name| path.join(name));
        let module: Vec<_> = module.iter().map(|&name| name.to_owned()).collect();
        let mut files = Vec::new();
        read(&folder, Path::new(""), &mut files)?;
        for violation in violations(&files, &module).map_err(io::Error::other)? {
            println!("{}/{violation}", folder.display());
            is_right = false;
        }
    }
    for (folder, recursive) in CRATES {
        let mut files = Vec::new();
        read(Path::new(folder), Path::new(""), &mut files)?;
        for violation in folders::violations(&files, recursive).map_err(io::Error::other)? {
            println!("{folder}/{violation}");
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

/// Everything in the module `module`, or in a crate, that uses a module above its own, one a line.
fn violations(files: &[File], module: &[String]) -> Result<Vec<String>, String> {
    let name = match module.is_empty() {
        true => "lib.rs",
        false => "mod.rs",
    };
    let root = files.iter().find(|(path, _)| path == Path::new(name));
    let (_, root) = root.ok_or_else(|| format!("there is no `{name}`"))?;
    let root = Source::parse(root, module, module).map_err(|error| format!("{name}: {error}"))?;
    let level = |name: &str| root.modules.iter().position(|module| module == name);
    let mut sources = Vec::new();
    for (path, text) in files {
        let modules: Vec<_> = module.iter().cloned().chain(module_path(path)).collect();
        let Some(own) = modules.get(module.len()).and_then(|first| level(first)) else {
            continue;
        };
        let source = Source::parse(text, &modules, module);
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
        let name = modules.get(module.len()).map_or("", String::as_str);
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
        for Target { line, name: of } in &source.inherent {
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
