//! What `#[derive(Claim)]` expands to.

use super::{expand, implemented};
use crate::{derive::claim::derive as claim, snapshot::assert_expansion};

#[track_caller]
fn expands(name: &str, source: &str) {
    let expansion = expand(claim, source);
    assert!(super::messages(expansion.clone()).is_empty(), "{expansion}");
    assert_expansion(&format!("claim/{name}"), expansion);
}

#[test]
fn a_field_is_a_claim_of_its_name_or_the_one_given() {
    expands(
        "names",
        r#"pub struct Membership {
            /// What they pay for.
            pub plan: String,
            #[claim(name = "https://example.com/team")]
            team: Option<String>,
            r#type: u8,
        }"#,
    );
}

#[test]
fn claims_without_a_required_one_can_be_unset() {
    expands(
        "optional",
        r#"struct Membership {
            team: Option<String>,
            #[serde(default)]
            level: u32,
            #[serde(default = "defaults::plan")]
            plan: Option<String>,
        }"#,
    );
}

#[test]
fn serde_is_told_how_to_read_and_write_a_claim() {
    expands(
        "serde",
        r#"
        #[serde(crate = "other::serde")]
        #[claim(crate = crate::jwt)]
        struct Membership {
            #[serde(with = "as_text")]
            a: Option<u8>,
            #[serde(serialize_with = "write", deserialize_with = "read", skip_serializing_if = "is_zero")]
            b: u8,
            #[serde(skip_serializing_if = "keep")]
            c: Option<u8>,
            #[serde(default, deserialize_with = "read")]
            d: Option<u8>,
        }"#,
    );
}

#[test]
fn claims_may_be_none_at_all() {
    expands("nothing", "struct Nothing {}");
}

#[test]
fn a_newtype_is_one_claim() {
    expands("newtype", "pub struct TeamName(pub String);");
    expands(
        "newtype_options",
        r#"#[claim(name = "https://example.com/plan", user = User, setup = plan_of, verify = is_known, default = free)]
        struct Plan(String);"#,
    );
}

#[test]
fn a_claim_in_a_claim_is_read_and_written_there() {
    expands(
        "paths",
        r#"struct Access {
            #[claim(path = "realm_access.roles")]
            roles: Vec<String>,
            #[claim(path = "realm_access.groups.main", verify = is_group)]
            group: Option<String>,
            #[claim(path = "other.x", default)]
            #[serde(with = "text")]
            x: u8,
            #[claim(path = "optional.y")]
            y: Option<u8>,
        }"#,
    );
}

#[test]
fn claims_are_computed_verified_and_defaulted() {
    expands(
        "functions",
        r#"#[claim(user = app::User)]
        struct Membership {
            #[claim(setup = plan_of, verify = Self::is_known)]
            plan: String,
            #[claim(verify = team::is_open)]
            team: Option<String>,
            #[claim(default = one)]
            level: u8,
        }"#,
    );
}

#[test]
fn refused_claims_keep_their_impl() {
    for source in [
        "struct Membership { sub: String }",
        "struct Sub(String);",
        "struct Membership(String, u8);",
        "struct Membership;",
        "enum Membership {}",
        "struct Membership<'a, T: Copy>(&'a T) where T: Clone;",
    ] {
        assert_eq!(
            implemented(expand(claim, source)),
            ["ClaimSet", "FromUser"],
            "{source}"
        );
    }
    let source = "struct Membership<T> { sub: T }";
    assert_expansion("claim/refused", expand(claim, source));
}
