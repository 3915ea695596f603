//! The folders of a crate: each file is declared, no folder is too large, the entries of a folder do not name each other in
//! circles, and no module imports one that it is in.

use std::collections::{BTreeMap, BTreeSet};

use super::circles::circles;
use super::code::{Code, Path};
use super::file::{File, Named, module_path};
use super::names::Names;

/// The most files and folders in one folder.
const MOST: usize = 12;

/// What does not count among the entries of the root: the root itself, and what users do not see.
const HIDDEN: [&str; 4] = ["lib.rs", "main.rs", "__private.rs", "fuzzing.rs"];

/// Everything that is wrong with the folders of a crate, a line each. The entries of those in `recursive` may name each other in
/// circles.
pub(super) fn violations(files: &[File], recursive: &[&str]) -> Result<Vec<String>, String> {
    let mut named = Vec::new();
    for (path, text) in files {
        let is_root = path.as_os_str() == "lib.rs" || path.as_os_str() == "main.rs";
        let module = if is_root {
            Path::new()
        } else {
            module_path(path)
        };
        let code = Code::read(text, &module);
        let code = code.map_err(|error| format!("{}: {error}", path.display()))?;
        let names = Names::of(&code, &module);
        named.push((path, module, names));
    }
    let declared: BTreeSet<&Path> = named
        .iter()
        .flat_map(|(_, _, names)| &names.declared)
        .collect();
    let mut violations = Vec::new();
    for (path, module, _) in &named {
        if !module.is_empty() && !declared.contains(module) {
            violations.push(format!("{}: no module declares this file", path.display()));
        }
    }
    violations.extend(aliases(&named));
    violations.extend(large(&named));
    violations.extend(circles(&named, &declared, recursive));
    Ok(violations)
}

/// The imports of the crate itself, or of a module around the importing one. A path that begins with such a name is not followed.
fn aliases(files: &[Named<'_>]) -> Vec<String> {
    let imports = files
        .iter()
        .flat_map(|(file, _, names)| names.imports.iter().map(move |import| (file, import)));
    let around =
        imports.filter(|(_, (within, name, path))| within.starts_with(path) && name != "*");
    around
        .map(|(file, (_, name, _))| {
            format!(
                "{}: `{name}` is a module around this one: name what is needed of it, through `crate` or `super`",
                file.display()
            )
        })
        .collect()
}

fn large(files: &[Named<'_>]) -> Vec<String> {
    let mut entries: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, _, _) in files {
        let parts: Vec<_> = path.iter().map(|part| part.to_string_lossy()).collect();
        for (depth, entry) in parts.iter().enumerate() {
            if depth == 0 && HIDDEN.contains(&&**entry) {
                continue;
            }
            let folder = parts.get(..depth).unwrap_or_default().join("/");
            entries.entry(folder).or_default().insert(entry.to_string());
        }
    }
    let large = entries.iter().filter(|(_, entries)| entries.len() > MOST);
    large
        .map(|(folder, entries)| {
            format!(
                "{folder}/: {} files and folders, {MOST} at most",
                entries.len()
            )
        })
        .collect()
}
