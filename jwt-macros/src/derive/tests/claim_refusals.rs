//! What `#[derive(Claim)]` says of mistakes.

use jwt_syntax::claim::RESERVED;

use super::{assert_refused, expand, messages};
use crate::derive::claim::derive as claim;

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
            "`#[claim(..)]` has no option `nmae` here\n  = help: did you mean `name`?\n  = help: it takes `name`, `path`, `default`, `setup`, `verify`",
            "`crate` stands on a field, where it has no effect\n  = help: move it into a `#[claim(..)]` of the struct",
        ],
    );
    assert_refused(
        claim,
        r#"#[claim(name = "x", krate = ::jwt)] struct Membership {}"#,
        [
            "`name` is about one claim, found it on a struct of several\n  = help: move it to the field",
            "`#[claim(..)]` has no option `krate` here\n  = help: did you mean `crate`?\n  = help: it takes `crate`, `user`",
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
             `#[claim(name = \"..\")]` where its name differs; or list both types, as in `claims = (Membership, Plan)`",
        ],
    );
    assert_refused(
        claim,
        r#"#[serde(rename_all = "camelCase", default)] struct Membership {}"#,
        [
            "`rename_all` of serde does not name a claim\n  = help: write `#[claim(name = \"..\")]` on the field",
            "`default` of serde has no effect on claims as a whole\n  = help: write `#[claim(default)]` on the fields",
        ],
    );
}

#[test]
fn options_of_serde_without_effect_on_claims_are_refused() {
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
fn only_a_struct_is_a_set_of_claims() {
    for (source, found) in [
        ("enum Membership {}", "an enum"),
        ("union Membership { a: u8 }", "a union"),
    ] {
        let expected = format!(
            "`Claim` is derived for structs, found {found}\n  = help: write `struct Membership {{ plan: String }}`"
        );
        assert_refused(claim, source, [&expected]);
    }
    assert_refused(
        claim,
        "struct Membership;",
        [
            "claims are fields, found a struct without any\n  = help: write `struct Membership { plan: String }`, or \
             `struct Plan(String);`",
        ],
    );
}

#[test]
fn a_newtype_has_one_field() {
    for (source, count) in [("struct Plan();", 0), ("struct Plan(u8, u8);", 2)] {
        let expected = format!(
            "a struct without names is one claim, found {count} fields\n  = help: write `struct Plan(String);`, or \
             `struct Membership {{ plan: String }}`"
        );
        assert_refused(claim, source, [&expected]);
    }
}

#[test]
fn the_options_of_a_newtype_stand_above_it() {
    let elsewhere = "stands inside of a newtype, which is one claim as a whole\n  = help: move it into a `#[claim(..)]` \
                     above the struct";
    assert_refused(
        claim,
        r#"struct Plan(#[claim(name = "x", krate)] String);"#,
        [
            &*format!("`name` {elsewhere}"),
            &*format!("`krate` {elsewhere}"),
        ],
    );
    assert_refused(
        claim,
        "struct Scope(String);",
        [
            "the claim `scope` belongs to the library, which mints and verifies it itself; so do iss, sub, aud, exp, nbf, \
             iat, jti, scope, sid, auth_time, acr, amr, fresh, csrf, cnf, client_id\n  = help: give the claim another \
             name, such as `#[claim(name = \"https://example.com/scope\")]`",
        ],
    );
    assert_refused(
        claim,
        r#"#[serde(transparent)] #[claim(name = "scope_")] struct Scope(String);"#,
        [],
    );
}

#[test]
fn the_type_says_what_is_optional() {
    let optional = "`optional` follows from the type: an `Option` can be absent, and so can a claim with a `default`\n  \
                    = help: remove it; write `Option<..>`, or `#[claim(default)]`";
    refused(
        "#[claim(optional)] a: Option<u8>, #[claim(optional)] b: u8",
        [optional, optional],
    );
    refused(
        "#[claim(default)] a: Option<u8>, #[claim(default = five)] b: Option<u8>",
        [
            "`default` says what the type says: an `Option` without a claim is `None`\n  = help: remove `default`, or let \
             the field be no `Option`",
        ],
    );
    refused(
        r#"#[claim(default = five)] #[serde(default)] a: u8"#,
        [
            "the default is given twice, to the library and to serde\n  = help: remove one of the two",
        ],
    );
}

#[test]
fn functions_are_given_by_their_paths() {
    refused(
        r#"#[claim(setup = "plan_of", verify = |plan| true)] a: u8, #[claim(default = 5, setup, verify(f))] b: u8"#,
        [
            "`setup` takes the path of a function, found `\"plan_of\"`\n  = help: write `setup = plan_of`",
            "`verify` takes the path of a function, found `|plan|true`\n  = help: write `verify = is_known_plan`",
            "`default` takes the path of a function, or nothing, found `5`\n  = help: write `default = free_plan`",
            "`setup` takes the path of a function, found nothing\n  = help: write `setup = plan_of`",
            "`verify` takes the path of a function, found parentheses\n  = help: write `verify = is_known_plan`",
        ],
    );
}

#[test]
fn a_path_leads_into_another_claim() {
    refused(
        r#"#[claim(path = "roles")] a: u8, #[claim(path = "a..b")] b: u8, #[claim(path = "cnf.jkt")] c: u8,
            #[claim(name = "x", path = "y.z")] d: u8"#,
        [
            "a `path` leads into the object that a claim is, found one name, \"roles\"\n  = help: write `name = \
             \"roles\"`, or a path such as \"realm_access.roles\"",
            "a name in the path \"a..b\" is empty\n  = help: write `path = \"realm_access.roles\"`",
            "the claim `cnf` belongs to the library, which mints and verifies it itself; so do iss, sub, aud, exp, nbf, \
             iat, jti, scope, sid, auth_time, acr, amr, fresh, csrf, cnf, client_id\n  = help: take the field out of \
             `Membership`, or give the claim another name, such as `#[claim(name = \"https://example.com/cnf\")]`",
            "a claim has a `name` or a `path`, found both\n  = help: remove one of the two",
        ],
    );
}

#[test]
fn no_claim_stands_in_another_of_the_same_struct() {
    let help = "= help: give one of the two another name with `#[claim(name = \"..\")]`";
    refused(
        r#"realm_access: Value, #[claim(path = "realm_access.roles")] roles: u8"#,
        [&format!(
            "the claim \"realm_access.roles\" cannot stand beside \"realm_access\" of the field `realm_access`: one is \
             in the other\n  {help}"
        )],
    );
    refused(
        r#"#[claim(path = "a.b.c")] x: u8, #[claim(path = "a.b")] y: u8, #[claim(path = "a.b.c")] z: u8, #[claim(path = "a.c")] w: u8"#,
        [
            &format!(
                "the claim \"a.b\" cannot stand beside \"a.b.c\" of the field `x`: one is in the other\n  {help}"
            ),
            &format!("the claim \"a.b.c\" is also the field `x`\n  {help}"),
        ],
    );
    refused(
        r#"#[claim(name = "a.b")] x: u8, #[claim(path = "a.b")] y: u8"#,
        [],
    );
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

#[test]
fn a_field_without_a_name_is_refused() {
    refused(
        "plan: String, _: String",
        ["a field needs a name, found `_`\n  = help: write `struct Membership { plan: String }`"],
    );
}
