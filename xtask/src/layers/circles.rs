//! Circles in a folder: entries that name each other, and a module and an entry below it that do.

use std::collections::{BTreeMap, BTreeSet};

use super::code::{Path, inner};
use super::file::Named;

/// The most imports that are followed for one path, as imports may be circular.
const MOST_IMPORTS: usize = 12;

/// Which entries of a folder name which others. The file of the module itself is an entry too, by its file name.
type Edges = BTreeMap<Path, BTreeMap<String, BTreeSet<String>>>;

/// The folders in which entries name each other in circles.
pub(super) fn circles(
    files: &[Named<'_>],
    declared: &BTreeSet<&Path>,
    recursive: &[&str],
) -> Vec<String> {
    let edges = edges(files, declared);
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

fn edges(files: &[Named<'_>], declared: &BTreeSet<&Path>) -> Edges {
    let crate_names = CrateNames::of(files, declared);
    let mut edges = Edges::new();
    for (_, module, names) in files {
        let exports = |is_export| {
            names
                .paths
                .iter()
                .filter(move |named| named.is_export == is_export)
        };
        let code = exports(false)
            .map(|named| &named.path)
            .chain(&names.relative);
        let all = code
            .map(|path| (path, false))
            .chain(exports(true).map(|named| (&named.path, true)));
        for (path, is_export) in all {
            let Some((file, is_item)) = crate_names.file_of(path) else {
                continue;
            };
            let common = module
                .iter()
                .zip(&file)
                .take_while(|(one, other)| one == other)
                .count();
            let folder = module.get(..common).unwrap_or_default().to_vec();
            let of_folder = crate_names.file_name(&folder);
            let (from, to) = match (module.get(common), file.get(common)) {
                (Some(own), Some(other)) => (Some(own), Some(other)),
                // A module that only exports an item does not depend on it. A module alone is no item.
                (None, Some(other)) if is_item && !is_export => (of_folder, Some(other)),
                (Some(own), None) if is_item => (Some(own), of_folder),
                _ => continue,
            };
            if let (Some(from), Some(to)) = (from, to) {
                let from_folder = edges.entry(folder).or_default();
                from_folder
                    .entry(from.clone())
                    .or_default()
                    .insert(to.clone());
            }
        }
    }
    edges
}

/// What the files of a crate declare, import and define.
struct CrateNames<'f> {
    declared: &'f BTreeSet<&'f Path>,
    imports: BTreeMap<(&'f Path, &'f str), &'f Path>,
    /// The modules that import everything of another.
    with_glob: BTreeSet<&'f Path>,
    items: BTreeSet<&'f Path>,
    /// The modules that are files, with the names of these.
    files: BTreeMap<&'f Path, String>,
}
impl<'f> CrateNames<'f> {
    fn of(files: &'f [Named<'_>], declared: &'f BTreeSet<&'f Path>) -> Self {
        let names = || files.iter().map(|(_, _, names)| names);
        let imports = || names().flat_map(|names| &names.imports);
        Self {
            declared,
            imports: imports()
                .map(|(module, name, path)| ((module, name.as_str()), path))
                .collect(),
            with_glob: imports()
                .filter(|(_, name, _)| name == "*")
                .map(|(module, _, _)| module)
                .collect(),
            items: names().flat_map(|names| &names.items).collect(),
            files: files
                .iter()
                .map(|(file, module, _)| {
                    let name = file.file_name().unwrap_or_default();
                    (module, name.to_string_lossy().into_owned())
                })
                .collect(),
        }
    }

    /// The module whose file has what a path leads to, and whether that is an item, not a module. `None` if it is of another
    /// crate.
    fn file_of(&self, path: &[String]) -> Option<(Path, bool)> {
        let (mut module, name) = self.resolve(path, 0)?;
        let is_item = name.is_some_and(|name| self.is_item(&module, &name));
        while !self.files.contains_key(&module) {
            module.pop()?;
        }
        Some((module, is_item))
    }

    /// The name of the file that is this module.
    fn file_name(&self, module: &Path) -> Option<&String> {
        self.files.get(module)
    }

    /// The module that a path leads to, through what modules import, and the name in it that follows in the path.
    fn resolve(&self, path: &[String], depth: usize) -> Option<(Path, Option<String>)> {
        let mut module = Path::new();
        for (index, name) in path.iter().enumerate() {
            let inner = inner(&module, name);
            if self.declared.contains(&inner) {
                module = inner;
                continue;
            }
            if let Some(imported) = self.imports.get(&(&module, name.as_str()))
                && depth < MOST_IMPORTS
                && imported.as_slice() != path.get(..=index).unwrap_or_default()
            {
                if self.is_of_other_crate(&module, imported) {
                    return None;
                }
                let rest = path.get(index.saturating_add(1)..).unwrap_or_default();
                let whole = [imported.as_slice(), rest].concat();
                return self.resolve(&whole, depth.saturating_add(1));
            }
            return Some((module, Some(name.clone())));
        }
        Some((module, None))
    }

    /// Whether what a module imports is of another crate: the path begins with a name that the module does not have.
    fn is_of_other_crate(&self, module: &Path, imported: &Path) -> bool {
        let first = imported.get(..module.len().saturating_add(1));
        let first = first.filter(|first| first.starts_with(module));
        first.is_some_and(|first| {
            let first = first.to_vec();
            let name = first.last().map_or("", String::as_str);
            !self.declared.contains(&first)
                && !self.items.contains(&first)
                && !self.imports.contains_key(&(module, name))
        })
    }

    /// Whether a name of a module, which is no module, stands for an item that the module defines. What is neither imported nor
    /// seen to be defined is made by a macro.
    fn is_item(&self, module: &Path, name: &str) -> bool {
        if name == "*" {
            return self.items.iter().any(|item| {
                item.strip_prefix(module.as_slice())
                    .is_some_and(|rest| rest.len() == 1)
            });
        }
        let is_imported =
            self.with_glob.contains(module) || self.imports.contains_key(&(module, name));
        self.items.contains(&inner(module, &name)) || !is_imported
    }
}

/// The entries through which one leads back to itself, if there are any. Reported for the first of them alone.
fn circle(start: &str, edges: &BTreeMap<String, BTreeSet<String>>) -> Option<String> {
    let reach = |from: &str| {
        let mut reached = BTreeSet::new();
        let mut next = vec![from.to_owned()];
        while let Some(entry) = next.pop() {
            for other in edges.get(&entry).into_iter().flatten() {
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
