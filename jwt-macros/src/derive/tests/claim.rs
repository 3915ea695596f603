//! What `#[derive(Claim)]` expands to.

use super::{expand, implemented};
use crate::{derive::claim::expand as claim, snapshot::assert_expansion};

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
fn refused_claims_keep_their_impl() {
    for source in [
        "struct Membership { sub: String }",
        "struct Membership(String);",
        "struct Membership;",
        "enum Membership {}",
        "struct Membership<'a, T: Copy>(&'a T) where T: Clone;",
    ] {
        assert_eq!(implemented(expand(claim, source)), ["ClaimSet"], "{source}");
    }
    let source = "struct Membership<T> { sub: T }";
    assert_expansion("claim/refused", expand(claim, source));
}
