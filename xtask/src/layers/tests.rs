//! Deliberate violations, and code that is none.

use std::path::PathBuf;

use super::folders;
use super::violations;

/// A crate of two modules, `low` below `high`, with this text in `low`.
fn in_low(low: &str) -> Vec<String> {
    let lib = "pub mod low;\npub mod high;\npub use high::Lofty;\n";
    let high = "pub struct Lofty;\npub struct Other;\nimpl Lofty { fn ok(&self) -> impl Sized {} }";
    of(&[("lib.rs", lib), ("low/mod.rs", low), ("high.rs", high)])
}

fn of(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (PathBuf::from(path), (*text).to_owned()))
        .collect();
    violations(&files, &[]).unwrap()
}

/// The violations of the parts of the module `outer::middle`, `low` below `high`, with this text in `low`.
fn in_low_of_a_module(low: &str) -> Vec<String> {
    let files = [
        ("mod.rs", "mod low;\nmod high;\npub use high::Lofty;\n"),
        ("low/deep.rs", low),
        ("high.rs", "pub struct Lofty;"),
    ];
    let files = files.map(|(path, text)| (PathBuf::from(path), text.to_owned()));
    let module = ["outer", "middle"].map(str::to_owned);
    violations(&files, &module).unwrap()
}

#[test]
fn a_module_above_is_found_however_it_is_named() {
    for low in [
        "use crate::high::Other;",
        "use crate::{low, high::Other};",
        "use super::high::Other;",
        "use super::{high, low};",
        "fn f() { let _ = crate::high::Other; }",
        "fn f(x: Vec<super::high::Other>) {}",
        "mod inner { use super::super::high; }",
        "use self::super::high;",
        // Through a re-export of `lib.rs`.
        "use crate::Lofty;",
        "fn f() -> crate::Lofty { todo() }",
        // In the body of a macro.
        "macro_rules! m { () => { $crate::high::Other }; }",
        "pub use crate::high::Other as Third;",
        "impl From<crate::high::Other> for u8 {}",
        "use crate::*;",
        "use super::*;",
    ] {
        assert_eq!(in_low(low).len(), 1, "{low}: {:?}", in_low(low));
    }
}

#[test]
fn what_stands_below_or_beside_may_be_named() {
    for low in [
        "mod inner; use inner::A; pub struct Other;",
        "use crate::low::A;",
        "mod inner { use super::A; }",
        "use std::high::B; use other::high;",
        "/// [`Other`](crate::high::Other)\npub struct A;",
        "#[cfg(test)]\nmod tests { use crate::high::Other; }",
        "#[cfg(test)]\nuse crate::high::Other;",
        "fn f(x: impl Into<u8>) -> impl Sized { x }",
    ] {
        assert_eq!(in_low(low), [""; 0], "{low}");
    }
}

#[test]
fn a_method_of_a_type_from_below_is_found_and_a_trait_is_not() {
    let lib = "mod low;\nmod high;";
    let low = "pub struct Low<T>(T);\nimpl<T> Low<T> { fn own(&self) {} }";
    let with = |high: &str| of(&[("lib.rs", lib), ("low.rs", low), ("high/mod.rs", high)]);
    for high in [
        "use crate::low::Low; impl Low<u8> { fn more(&self) {} }",
        "impl<T: Fn(u8) -> u8> crate::low::Low<T> { fn more(&self) {} }",
        "mod deep { impl<T> Low<T> where T: Copy { fn more() {} } }",
    ] {
        assert_eq!(with(high).len(), 1, "{high}: {:?}", with(high));
    }
    for high in [
        "impl<T> Clone for Low<T> { }",
        "trait More {} impl<T> More for crate::low::Low<T> {}",
        "struct High; impl High { fn f() {} }",
    ] {
        assert_eq!(with(high), [""; 0], "{high}");
    }
}

#[test]
fn a_file_that_is_there_for_tests_is_left_out() {
    let lib = "mod low;\nmod high;";
    let low = "#[cfg(test)]\nmod tests;";
    let tests = "use crate::high::Other;";
    let files = [
        ("lib.rs", lib),
        ("low/mod.rs", low),
        ("low/tests.rs", tests),
        ("high.rs", ""),
    ];
    assert_eq!(of(&files), [""; 0]);
}

#[test]
fn the_parts_of_a_module_have_an_order_too() {
    for low in [
        "use crate::outer::middle::high::Lofty;",
        "use crate::{other, outer::middle::{high::Lofty, low}};",
        "use super::super::high;",
        "use super::super::Lofty;",
        "use super::super::super::middle::high;",
    ] {
        let found = in_low_of_a_module(low);
        assert_eq!(found.len(), 1, "{low}: {found:?}");
    }
    for low in [
        "use crate::outer::middle::low::A;",
        "use crate::{high, outer::high, middle::high};",
        "use super::high;",
        "use super::super::super::high;",
    ] {
        assert_eq!(in_low_of_a_module(low), [""; 0], "{low}");
    }
}

/// What is wrong with the folders of a crate that has these files.
fn in_folders(files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<_> = files
        .iter()
        .map(|(path, text)| (PathBuf::from(path), (*text).to_owned()))
        .collect();
    folders::violations(&files, &["grammar"]).unwrap()
}

#[test]
fn a_file_that_no_module_declares_is_found() {
    let declared = [
        ("lib.rs", "mod a; #[cfg(test)] mod tests; mod c { mod d; }"),
        ("a/mod.rs", "mod b;"),
        ("a/b.rs", ""),
        ("c/d.rs", ""),
        ("tests.rs", ""),
    ];
    assert_eq!(in_folders(&declared), [""; 0]);
    let orphan = [("lib.rs", "mod a;"), ("a/mod.rs", ""), ("a/b.rs", "")];
    assert_eq!(
        in_folders(&orphan),
        ["a/b.rs: no module declares this file"]
    );
}

#[test]
fn entries_of_a_folder_that_name_each_other_are_found_however_they_are_named() {
    let with = |one: &str, other: &str| {
        in_folders(&[
            ("lib.rs", "mod f;"),
            (
                "f/mod.rs",
                "mod one; mod other; pub use one::One; pub use other::{Other, Other as Third};",
            ),
            ("f/one.rs", one),
            ("f/other/mod.rs", "mod deep; pub use deep::Other;"),
            ("f/other/deep.rs", other),
        ])
    };
    for one in [
        "use super::other::Other;",
        "use super::{other};",
        "use super::Other;",
        "use crate::f::Third;",
        "fn f() -> crate::f::other::Other {}",
        "mod inner { use super::super::other::Other; }",
    ] {
        for other in [
            "use crate::f::one::One;",
            "use super::super::One;",
            "impl super::super::one::Trait for Other {}",
        ] {
            let expected = ["f/: `one` and `other` name each other"];
            assert_eq!(with(one, other), expected, "{one} {other}");
        }
        assert_eq!(with(one, "pub struct Other;"), [""; 0], "{one}");
        let for_tests = "#[cfg(test)] mod tests { use crate::f::one::One; }";
        assert_eq!(with(one, for_tests), [""; 0], "{one}");
    }
}

/// The circles of a folder whose `mod.rs` has this text, with the files `one` and `other`.
fn in_module(module: &str, one: &str) -> Vec<String> {
    in_folders(&[
        ("lib.rs", "mod f; pub use f::Outer;"),
        ("f/mod.rs", module),
        ("f/one.rs", one),
        ("f/other.rs", "use super::Outer; pub struct Other;"),
    ])
}

#[test]
fn a_module_and_a_file_below_it_that_name_each_other_are_found_however_they_are_named() {
    for module in [
        "use one::One;",
        "use crate::f::one::{self, One};",
        "use one::Trait as _;",
        "struct S(one::One);",
        "fn f() { self::one::f() }",
        "fn f() -> crate::f::one::One {}",
        "impl one::Trait for Outer {}",
        "mod inner { use super::one::One; }",
        "mod inner { fn f(x: super::one::One) {} }",
        // A re-export is no use, but the module uses what it re-exports.
        "pub use one::One; struct S(Vec<One>);",
        "pub(in crate::f) use one::One as Renamed; fn f(x: &Renamed) {}",
        "pub use one::make; fn f() { make() }",
        "pub use one::make; fn f() { [0].map(make) }",
        "pub use one::One; macro_rules! m { () => { One }; }",
    ] {
        for outer in ["pub struct Outer;", "made! { Outer }", "pub enum Outer {}"] {
            let module = format!("mod one; mod other; {module} {outer}");
            for one in [
                "use super::Outer;",
                "use super::{other::Other, Outer as Third};",
                "use super::super::Outer;",
                "use crate::f::Outer;",
                "use crate::Outer;",
                "fn f(x: super::Outer) {}",
                "impl super::Outer { fn f(&self) {} }",
                "mod inner { use super::super::Outer; }",
                // Through another file.
                "use super::other::Other;",
            ] {
                let found = in_module(&module, one);
                assert_eq!(found.len(), 1, "{module}: {one}: {found:?}");
                assert!(found[0].starts_with("f/: `mod.rs` and `one`"), "{found:?}");
                assert!(found[0].ends_with("name each other"), "{found:?}");
            }
        }
    }
    let all = "mod one; mod other; use one::One; pub struct Outer;";
    assert_eq!(in_module(all, "use super::*; pub struct One;").len(), 1);
    let inner = "mod one; mod other; use one::One; pub struct Outer; mod inner { pub struct X; }";
    assert_eq!(in_module(inner, "use super::inner::X;").len(), 1);
}

#[test]
fn a_module_may_declare_and_re_export_what_names_it() {
    let one = "use super::Outer; pub struct One; pub fn one() {}";
    for module in [
        "pub use one::One;",
        "pub(crate) use one::{One as Third, one as make};",
        "#[cfg(test)] mod tests { use super::one::One; }",
        "#[cfg(test)] use one::One;",
        // Other things of the same name.
        "pub use one::one; fn f(one: u8) { let one = g.one; h(S { one: 1 }) }",
        "fn f(one: u8) -> u8 { one }",
        "pub use one::One; fn f() { Kind::One; other.one() }",
    ] {
        let module = format!("mod one; mod other; {module} pub struct Outer;");
        assert_eq!(in_module(&module, one), [""; 0], "{module}");
    }
    // What the module imports is not defined in it.
    let module = "mod one; mod other; use one::One; use std::fmt; pub use other::Other; pub use std::mem as Outer;";
    for one in [
        "use super::Other;",
        "use super::fmt;",
        "use super::other;",
        "use super::*;",
        "#[cfg(test)] mod tests { use super::super::Outer; }",
        "pub struct Outer; impl Outer { fn f(self) { self.f() } }",
    ] {
        assert_eq!(in_module(module, one), [""; 0], "{one}");
    }
}

#[test]
fn a_module_around_the_own_one_is_not_imported() {
    let with = |text: &str| {
        let declared = [
            ("lib.rs", "mod low; mod high;"),
            ("low/mod.rs", "mod deep;"),
        ];
        in_folders(&[
            declared[0],
            declared[1],
            ("low/deep.rs", text),
            ("high.rs", ""),
        ])
    };
    for (text, name) in [
        ("use crate as c; use c::high::Other;", "c"),
        ("use crate::{self as c};", "c"),
        ("use crate::{high::Other, self as c};", "c"),
        ("fn f() { use super::super as up; up::high::f() }", "up"),
        ("use super::{self as up};", "up"),
        ("use crate::low;", "low"),
        ("mod inner { use super::super as up; }", "up"),
        ("use self as own;", "own"),
    ] {
        let expected = format!(
            "low/deep.rs: `{name}` is a module around this one: name what is needed of it, through `crate` or `super`"
        );
        let found = with(text);
        assert!(found.contains(&expected), "{text}: {found:?}");
    }
    for text in [
        "use crate::high as h;",
        "use crate::high::{self, Other};",
        "mod inner { use super::*; }",
        "pub(in crate::low) fn f() {}",
        "fn f() -> impl Sized + use<'static> {}",
        "#[cfg(test)] mod tests { use crate as c; }",
    ] {
        assert_eq!(with(text), [""; 0], "{text}");
    }
}

#[test]
fn a_recursive_grammar_may_name_itself() {
    let files = [
        ("lib.rs", "mod grammar;"),
        ("grammar/mod.rs", "mod a; mod b;"),
        ("grammar/a.rs", "use super::b::B;"),
        ("grammar/b.rs", "use super::a::A;"),
    ];
    assert_eq!(in_folders(&files), [""; 0]);
}

#[test]
fn a_folder_has_at_most_twelve_entries() {
    let names: Vec<_> = ('a'..='m').map(|name| format!("{name}.rs")).collect();
    let declared: String = ('a'..='m').map(|name| format!("mod {name};")).collect();
    let mut files: Vec<_> = names.iter().map(|name| (name.as_str(), "")).collect();
    files.push(("lib.rs", &declared));
    assert_eq!(in_folders(&files), ["/: 13 files and folders, 12 at most"]);
    files.remove(0);
    assert_eq!(in_folders(&files), [""; 0]);
}
