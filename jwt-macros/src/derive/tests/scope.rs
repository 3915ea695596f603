//! What `#[derive(Scope)]` expands to, and the mistakes that it refuses.

use super::{Derive, assert_refused, expand, messages};
use crate::{derive::scope, snapshot::assert_expansion};

const DERIVE: Derive = scope::derive;

#[track_caller]
fn refused<const N: usize>(source: &str, expected: [&str; N]) {
    assert_refused(DERIVE, source, expected);
}

#[test]
fn a_vocabulary() {
    let source = r#"pub(crate) enum Permission {
        #[scope("user:read")] UserRead,
        #[cfg(feature = "teams")] #[scope("team:{team}:read")] TeamRead,
    }"#;
    let expansion = expand(DERIVE, source);
    assert_eq!(messages(expansion.clone()), [""; 0]);
    assert_expansion("scope/vocabulary", expansion);
}

#[test]
fn a_refused_vocabulary_keeps_what_others_need() {
    let expansion = expand(
        DERIVE,
        r#"enum Permission { #[scope("a b")] A, #[scope("b")] B }"#,
    );
    assert_expansion("scope/refused", expansion);
}

#[test]
fn what_is_no_enum() {
    refused(
        "struct Permission;",
        [r#"`Scope` is derived for enums, found a struct
  = help: write `enum Permission { #[scope("user:read")] UserRead }`"#],
    );
    refused(
        "union Permission { a: u8 }",
        [r#"`Scope` is derived for enums, found a union
  = help: write `enum Permission { #[scope("user:read")] UserRead }`"#],
    );
}

#[test]
fn generics() {
    refused(
        r#"enum Permission<T> { #[scope("a")] A }"#,
        ["`Scope` is derived for one enum, found generic parameters
  = help: remove them: a scope is a constant text"],
    );
}

#[test]
fn every_mistake_of_variants_is_reported() {
    refused(
        r#"enum Permission {
            UserRead,
            #[scope] Bare,
            #[scope()] Nothing,
            #[scope = "a"] Equals,
            #[scope(admin)] Word,
            #[scope("a", "b")] Two,
            #[scope("c")] #[scope("d")] Twice,
            #[scope("user:")] Malformed,
            #[scope("e")] Fields(u8),
        }"#,
        [
            r#"the variant `UserRead` names no scope
  = help: write `#[scope("user:read")] UserRead`"#,
            r#"`scope` takes one scope in quotes, found nothing
  = help: write `#[scope("bare")]`"#,
            r#"`scope` takes one scope in quotes, found nothing
  = help: write `#[scope("nothing")]`"#,
            r#"`scope` takes one scope in quotes, found `= "a"`
  = help: write `#[scope("equals")]`"#,
            r#"`scope` takes one scope in quotes, found `admin`
  = help: write `#[scope("word")]`"#,
            r#"`scope` takes one scope in quotes, found `"a", "b"`
  = help: give each scope a variant of its own"#,
            "the variant `Twice` names two scopes
  = help: remove one of the two, or give it a variant of its own",
            r#"an action is empty at byte 5; only the namespace may be, as in `:read`
  | "user:"
  |       ^
  = help: write "user""#,
            r#"a scope is a constant text, found fields in `Fields`
  = help: write `Fields` without them; one such as "team:{team}:read" stands for many"#,
        ],
    );
}

#[test]
fn one_scope_for_two_variants() {
    refused(
        r#"enum Permission { #[scope("a:{b}")] A, #[scope("a:{c}")] B }"#,
        [r#"the scope "a:{c}" is also that of `A`
  = help: give each variant a scope of its own"#],
    );
}
