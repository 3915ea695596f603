//! Wrong values of `fresh`, `max_age` and `acr`.

use super::{assert_attribute_refused, assert_refused, expand, messages};

#[test]
fn an_age_that_is_no_duration() {
    assert_attribute_refused(
        r#"#[protected(max_age = "5")]"#,
        [
            r#"`max_age`: found `5`, which has no unit; write `5s` for seconds, or a duration such as `30s`, `15m`, `12h` or `30d`
  = help: expected a duration such as `15m`; write `max_age = "5m"`"#,
        ],
    );
    assert_attribute_refused(
        r#"#[protected(max_age = "5 minuts")]"#,
        [
            r#"`max_age`: found `5 minuts`, which is not a duration: `minuts` is no unit of time; write `minutes`, or a duration such as `30s`, `15m`, `12h` or `30d`
  = help: expected a duration such as `15m`; write `max_age = "5m"`"#,
        ],
    );
    assert_attribute_refused(
        r#"#[protected(max_age = "")]"#,
        [r#"`max_age`: found an empty text
  = help: expected a duration such as `15m`; write `max_age = "5m"`"#],
    );
}

#[test]
fn an_age_of_nothing_or_of_years() {
    assert_attribute_refused(
        r#"#[protected(max_age = "0s")]"#,
        [r#"`max_age`: found `0s`
  = help: expected whole seconds, from `1s` to `365d`; write `max_age = "5m"`"#],
    );
    assert_attribute_refused(
        r#"#[protected(max_age = "366d")]"#,
        [r#"`max_age`: found `366d`
  = help: expected whole seconds, from `1s` to `365d`; write `max_age = "5m"`"#],
    );
}

#[test]
fn an_age_without_quotes() {
    for (found, meant) in [
        ("5m", "5m"),
        ("300", "300s"),
        ("0", "5m"),
        ("soon", "5m"),
        ("-300", "5m"),
        ("[\"10m\"]", "10m"),
        ("\"10m\"m", "10m"),
    ] {
        assert_attribute_refused(
            &format!("#[protected(max_age = {found})]"),
            [&*format!(
                "`max_age` takes a duration in quotes, found `{found}`\n  = help: write `max_age = \"{meant}\"`"
            )],
        );
    }
}

#[test]
fn an_option_of_freshness_without_its_value() {
    assert_attribute_refused(
        r#"#[protected(max_age, acr =)]"#,
        [
            r#"`max_age` takes a duration in quotes, found nothing
  = help: write `max_age = "5m"`"#,
            r#"`acr` takes a string in quotes, or a list of them, found nothing
  = help: write `acr = "urn:example:mfa"`"#,
        ],
    );
}

#[test]
fn a_value_for_fresh() {
    assert_attribute_refused(
        r#"#[protected(fresh = true)]"#,
        [r#"`fresh` takes no value, found `true`
  = help: write `fresh`"#],
    );
    assert_attribute_refused(
        r#"#[protected(fresh = false)]"#,
        [r#"`fresh` takes no value, found `false`
  = help: remove it: without `fresh`, a token of a refresh is enough"#],
    );
    assert_attribute_refused(
        r#"#[protected(fresh = "10m")]"#,
        [r#"`fresh` takes no value, found `"10m"`
  = help: write `max_age = "10m"`"#],
    );
    assert_attribute_refused(
        r#"#[protected(fresh: true)]"#,
        [r#"expected `=` after `fresh`, found `:`
  = help: write `fresh`"#],
    );
    assert_attribute_refused(
        r#"#[protected(fresh("10m"))]"#,
        [r#"`fresh` takes no parentheses
  = help: write `fresh`"#],
    );
}

#[test]
fn an_acr_that_no_challenge_can_name() {
    assert_attribute_refused(
        r#"#[protected(acr = "mfa otp")]"#,
        [
            r#"a value of `acr` is one word, found a space, which separates values in a challenge (RFC 9470 §3)
  = help: write `acr = ["mfa", "otp"]`"#,
        ],
    );
    assert_attribute_refused(
        r#"#[protected(acr = ["pwd", "mfa otp"])]"#,
        [
            r#"a value of `acr` is one word, found a space, which separates values in a challenge (RFC 9470 §3)
  = help: write `acr = ["pwd", "mfa", "otp"]`"#,
        ],
    );
    assert_attribute_refused(
        r#"#[protected(acr = "mfa\"")]"#,
        [
            r#"a value of `acr` is one word, found '"', which cannot stand in a challenge (RFC 6750 §3)
  = help: write `acr = "urn:example:mfa"`"#,
        ],
    );
}

#[test]
fn an_acr_that_is_no_string() {
    for (found, meant) in [
        ("mfa", r#""mfa""#),
        ("urn:example:mfa", r#""urn:example:mfa""#),
        (r#"("mfa", "otp")"#, r#"["mfa", "otp"]"#),
        (r#""mfa"|"otp""#, r#"["mfa", "otp"]"#),
        ("3", r#""3""#),
        ("f(x)", r#""urn:example:mfa""#),
    ] {
        assert_attribute_refused(
            &format!("#[protected(acr = {found})]"),
            [&*format!(
                "`acr` takes a string in quotes, or a list of them, found `{found}`\n  = help: write `acr = {meant}`"
            )],
        );
    }
    assert_attribute_refused(
        r#"#[protected(acr = ["mfa", otp])]"#,
        [r#"`acr` lists strings in quotes, found `otp`
  = help: write `acr = "urn:example:mfa"`"#],
    );
}

#[test]
fn freshness_of_a_public_handler() {
    assert_attribute_refused(
        r#"#[public(fresh, max_age = "5m", acr = "mfa")]"#,
        [
            r#"`#[public]` has no option `fresh`: it reads no token
  = help: remove it, or write `#[protected(fresh)]`"#,
            r#"`#[public]` has no option `max_age`: it reads no token
  = help: remove it, or write `#[protected(max_age = "5m")]`"#,
            r#"`#[public]` has no option `acr`: it reads no token
  = help: remove it, or write `#[protected(acr = "urn:example:mfa")]`"#,
        ],
    );
}

#[test]
fn stacked_lists_without_a_common_value() {
    assert_refused(
        r#"#[protected(acr = ["a", "b"])]
#[inject_user(acr = "c")]
async fn handler(user: User) {}"#,
        [
            r#"`acr` must be "a" or "b" here and "c" in another attribute, and a token has only one
  = help: list what is enough in one of the attributes, and nothing in the other"#,
        ],
    );
}

#[test]
fn a_list_that_the_block_around_it_rules_out() {
    assert_refused(
        r#"#[protected(acr = "a")]
mod views {
    #[protected(acr = "b")]
    async fn handler() {}
}"#,
        [
            r#"`acr` must be "b" here and "a" in the attribute of the block, and a token has only one
  = help: list what is enough in one of the attributes, and nothing in the other"#,
        ],
    );
}

#[test]
fn a_misspelt_option_of_freshness() {
    assert_attribute_refused(
        r#"#[scoped("a", maxage = "5m")]"#,
        [r#"`#[scoped]` has no option `maxage`
  = help: did you mean `max_age`?
  = help: `#[scoped]` takes scopes in quotes, groups of them such as `any("user:read", "admin")`, and the options `require_all = false`, `require_all_actions = false`, `in = Permission`, `with = required_scopes`, `state = App`, `fresh`, `max_age = "5m"`, `acr = "urn:example:mfa"`, `auth = AdminApi`, `responses = Envelope`, `replace`, `crate = ::jwt_guard`"#],
    );
}

/// Without its quotes a scope is still a scope.
#[test]
fn a_scope_that_begins_with_fresh() {
    assert_attribute_refused(
        "#[scoped(fresh:read)]",
        [r#"a scope is a string in quotes, found `fresh:read`
  = help: write `"fresh:read"`"#],
    );
}

#[test]
fn a_wrong_value_costs_no_other_option() {
    let output = expand(
        r#"#[protected(fresh, max_age = "soon", acr = "mfa")]
async fn handler() {}"#,
    );
    let text = output.to_string();
    assert!(
        text.contains("Freshness :: NONE . fresh () . acr (& [\"mfa\"])"),
        "{text}"
    );
    assert_eq!(messages(output).len(), 1);
}
