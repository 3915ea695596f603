//! Expansions compared with files: `UPDATE_SNAPSHOTS=1 cargo test` writes them anew, and the difference is read in review.

use std::{fs, path::Path};

use proc_macro2::TokenStream;

/// Compares an expansion, formatted, with `tests/output/<name>.rs`.
#[track_caller]
pub(crate) fn assert_expansion(name: &str, expansion: TokenStream) {
    let file = syn::parse2(expansion.clone())
        .unwrap_or_else(|error| panic!("not a file of items: {error}\n{expansion}"));
    let actual = prettyplease::unparse(&file);
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/output/{name}.rs"));
    if std::env::var_os("UPDATE_SNAPSHOTS").is_some() {
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, actual).unwrap();
        return;
    }
    let expected = fs::read_to_string(&path).unwrap_or_default();
    assert!(
        expected == actual,
        "the expansion differs from {}; if it should, run again with UPDATE_SNAPSHOTS=1\n{actual}",
        path.display()
    );
}
