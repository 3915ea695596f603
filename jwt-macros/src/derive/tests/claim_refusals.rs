//! What `#[derive(Claim)]` says of mistakes.

use jwt_syntax::claim::RESERVED;

use super::{assert_refused, expand, messages};
use crate::derive::claim::expand as claim;

/// Asserts that these are the messages for a struct with these fields.
#[track_caller]
fn refused<const N: usize>(fields: &str, expected: [&str; N]) {
    assert_refused(
        claim,
        &format!("struct Membership {{ {fields} }}"),
        expected,
    );
}

#[test]
fn the_library_s_own_claims_are_refused() {
    refused(
        "sub: String",
        [
            "the claim `sub` belongs to the library, which mints and verifies it itself; so do iss, sub, aud, exp, nbf, \
          iat, jti, scope, sid, auth_time, acr, amr, fresh, csrf, cnf, client_id\n  = help: take the field out of \
          `Membership`, or give the claim another name, such as `#[claim(name = \"https://example.com/sub\")]`",
        ],
    );
    for name in RESERVED {
        let source = format!("struct Membership {{ #[claim(name = {name:?})] field: String }}");
        let found = messages(expand(claim, &source));
        assert_eq!(found.len(), 1, "{found:?}");
    }
}

#[test]
fn a_reserved_field_name_may_stand_for_another_claim() {
    refused(r#"#[claim(name = "plan")] sub: String"#, []);
}

#[test]
fn two_claims_have_two_names() {
    refused(
        r#"plan: String, #[claim(name = "plan")] other: String"#,
        [
            "the claim \"plan\" is also the field `plan`\n  = help: give one of the two another name with \
          `#[claim(name = \"..\")]`",
        ],
    );
}

#[test]
fn a_name_is_text_and_not_empty() {
    refused(
        r#"#[claim(name = "")] a: u8, #[claim(name = b)] b: u8, #[claim(name)] c: u8"#,
        [
            "the claim's name is empty\n  = help: write `name = \"https://example.com/plan\"`, or leave it out to use the \
             field's name",
            "`name` takes the claim's name in quotes, found `b`\n  = help: write `name = \"https://example.com/plan\"`",
            "`name` takes the claim's name in quotes, found nothing\n  = help: write `name = \"https://example.com/plan\"`",
        ],
    );
}

#[test]
fn an_unknown_option_is_refused_with_the_nearest() {
    refused(
        r#"#[claim(nmae = "x", crate = ::jwt)] a: u8"#,
        [
            "`#[claim(..)]` has no option `nmae` here\n  = help: did you mean `name`?\n  = help: it takes `name`",
            "`crate` stands on a field, where it has no effect\n  = help: move it into a `#[claim(..)]` of the struct",
        ],
    );
    assert_refused(
        claim,
        r#"#[claim(name = "x", krate = ::jwt)] struct Membership {}"#,
        [
            "`name` names one claim, found it on the struct\n  = help: move it to the field",
            "`#[claim(..)]` has no option `krate` here\n  = help: did you mean `crate`?\n  = help: it takes `crate`",
        ],
    );
}

#[test]
fn names_are_not_given_through_serde() {
    refused(
        r#"#[serde(rename = "x", alias = "y")] a: u8, #[serde(flatten)] b: Other"#,
        [
            "`rename` of serde does not name a claim\n  = help: write `#[claim(name = \"..\")]` on the field",
            "`alias` of serde does not name a claim\n  = help: write `#[claim(name = \"..\")]` on the field",
            "`flatten` of serde would hide the names of the claims\n  = help: write the fields out, each with \
             `#[claim(name = \"..\")]` where its name differs",
        ],
    );
    assert_refused(
        claim,
        r#"#[serde(rename_all = "camelCase", default)] struct Membership {}"#,
        [
            "`rename_all` of serde does not name a claim\n  = help: write `#[claim(name = \"..\")]` on the field",
            "`default` of serde has no effect on claims as a whole\n  = help: write `#[serde(default)]` on the fields",
        ],
    );
}

#[test]
fn what_serde_is_not_asked_for_claims_is_refused() {
    refused(
        r#"#[serde(skip)] a: u8, #[serde(default = "a b")] b: u8, #[serde(with)] c: u8"#,
        [
            "`skip` of serde has no effect on claims\n  = help: remove it; on the fields of claims, serde takes `default`, \
             `with`, `serialize_with`, `deserialize_with`, `skip_serializing_if`",
            "`default` takes a path in quotes, found `\"a b\"`\n  = help: write `default = \"module::name\"`",
            "`with` takes a path in quotes, found nothing\n  = help: write `with = \"module::name\"`",
        ],
    );
}

#[test]
fn only_a_struct_with_named_fields_is_a_set_of_claims() {
    for (source, message) in [
        (
            "enum Membership {}",
            "`Claim` is derived for structs, found an enum",
        ),
        (
            "union Membership { a: u8 }",
            "`Claim` is derived for structs, found a union",
        ),
        (
            "struct Membership(u8);",
            "claims need names, found fields without",
        ),
        (
            "struct Membership;",
            "claims are named fields, found a struct without any",
        ),
    ] {
        let expected = format!("{message}\n  = help: write `struct Membership {{ plan: String }}`");
        assert_refused(claim, source, [&expected]);
    }
}

#[test]
fn generic_claims_are_refused() {
    assert_refused(
        claim,
        "struct Membership<'a, T> { plan: &'a T }",
        [
            "`Claim` is derived for one type, found generic parameters, which this version does not support\n  \
          = help: write the types of the claims out",
        ],
    );
}
