//! Claims of sessions and of how the user authenticated: `sid`, `csrf`, `auth_time`, `acr`, `amr`, `fresh`, and `client_id` of
//! RFC 9068 §2.2. They do not affect the decision here: with another type they count as absent, and only invalid JSON is
//! refused.

use super::dates::no_dates;
use super::names::no_strings;
use crate::app::NOW;
use crate::case::{Case, Cases};
use crate::forge::{Forge, usual_claims};
use crate::object::string;

const ABSENT: &str = "a claim that informs counts as absent if it is of another type";

pub(super) fn cases(forge: &Forge) -> Vec<Case> {
    let mut cases = Cases::of("session");
    let with = |name: &str, value: String| forge.of_claims(&usual_claims().with(name, value));
    for name in ["sid", "csrf", "acr", "client_id"] {
        for (kind, value) in no_strings("1") {
            cases.accept(format!("{name}-{kind}"), with(name, value), ABSENT);
        }
    }
    for (kind, value) in no_dates(NOW) {
        let token = with("auth_time", value);
        match kind.starts_with("lit-") {
            true => cases.refuse(format!("auth_time-{kind}"), token, "it is no JSON"),
            false => cases.accept(format!("auth_time-{kind}"), token, ABSENT),
        }
    }
    for (kind, value) in [
        ("null", "null"),
        ("true", "true"),
        ("number", "1"),
        ("object", "{\"pwd\":true}"),
        ("list-of-null", "[\"pwd\",null]"),
        ("list-of-numbers", "[1]"),
        ("list-of-lists", "[[\"pwd\"]]"),
    ] {
        cases.accept(format!("amr-{kind}"), with("amr", value.into()), ABSENT);
    }
    for (name, value) in [
        ("sid", string("s")),
        ("csrf", string("c")),
        ("acr", string("silver")),
        ("client_id", string("web")),
        ("amr", string("pwd")),
        ("auth_time", NOW.to_string()),
        ("fresh", "true".into()),
    ] {
        let twice = usual_claims().with(name, &*value).and(name, &*value);
        let why = "a name stands once among the claims (RFC 7519 §4)";
        cases.refuse(format!("dup-{name}"), forge.of_claims(&twice), why);
        let why = "the claim is of its own type";
        cases.accept(format!("right-{name}"), with(name, value), why);
    }
    for value in ["false", "1", "null", "\"true\"", "[true]", "{\"a\":1}"] {
        let why = "others write other things into `fresh`, which only say that it is not";
        cases.accept(format!("fresh-{value}"), with("fresh", value.into()), why);
    }
    cases.into_vec()
}
