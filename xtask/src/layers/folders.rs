//! The folders of a crate: each file is declared, no folder is too large, the entries of a folder do not name each other in
//! circles, and no module imports one that it is in.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Code, Path};
use super::names::Names;
use super::{File, module_path};

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

type Named<'f> = (&'f std::path::PathBuf, Path, Names);

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

/// The folders in which entries name each other in circles.
fn circles(files: &[Named<'_>], declared: &BTreeSet<&Path>, recursive: &[&str]) -> Vec<String> {
    let imports: BTreeMap<(&Path, &str), &Path> = files
        .iter()
        .flat_map(|(_, _, names)| &names.imports)
        .map(|(module, name, path)| ((module, name.as_str()), path))
        .collect();
    let mut edges: BTreeMap<Path, BTreeMap<&str, BTreeSet<String>>> = BTreeMap::new();
    for (_, module, names) in files {
        for named in &names.paths {
            let target = module_of(&named.path, declared, &imports, 0);
            let common = module
                .iter()
                .zip(&target)
                .take_while(|(one, other)| one == other)
                .count();
            if let (Some(own), Some(other)) = (module.get(common), target.get(common)) {
                let folder = module.get(..common).unwrap_or_default().to_vec();
                let from = edges.entry(folder).or_default().entry(own).or_default();
                from.insert(other.clone());
            }
        }
    }
    let mut violations = Vec::new();
    for (folder, edges) in &edges {
        let folder = folder.join("/");
        if recursive.contains(&folder.as_str()) {
            continue;
        }
        for entry in edges.keys() {
            if let Some(others) = circle(entry, edges) {
                violations.push(format!("{folder}/: `{entry}` and {others} name each other"));
            }
        }
    }
    violations
}

/// The module that a path leads to, through what modules import.
fn module_of(
    path: &[String],
    declared: &BTreeSet<&Path>,
    imports: &BTreeMap<(&Path, &str), &Path>,
    depth: usize,
) -> Path {
    let mut module = Path::new();
    for (index, name) in path.iter().enumerate() {
        let inner = [&module[..], std::slice::from_ref(name)].concat();
        if declared.contains(&inner) {
            module = inner;
            continue;
        }
        if let Some(imported) = imports.get(&(&module, name.as_str()))
            && depth < MOST
            && imported.as_slice() != path.get(..=index).unwrap_or_default()
        {
            let rest = path.get(index.saturating_add(1)..).unwrap_or_default();
            let whole = [imported.as_slice(), rest].concat();
            return module_of(&whole, declared, imports, depth.saturating_add(1));
        }
        break;
    }
    module
}

/// The entries through which one leads back to itself, if there are any. Reported for the first of them alone.
fn circle(start: &str, edges: &BTreeMap<&str, BTreeSet<String>>) -> Option<String> {
    let reach = |from: &str| {
        let mut reached = BTreeSet::new();
        let mut next = vec![from.to_owned()];
        while let Some(entry) = next.pop() {
            for other in edges.get(entry.as_str()).into_iter().flatten() {
                if reached.insert(other.clone()) {
                    next.push(other.clone());
                }
            }
        }
        reached
    };
    let mutual: Vec<_> = reach(start)
        .into_iter()
        .filter(|other| other != start && reach(other).contains(start))
        .collect();
    let is_first = mutual.iter().all(|other| start < other.as_str());
    (is_first && !mutual.is_empty()).then(|| format!("`{}`", mutual.join("`, `")))
}
