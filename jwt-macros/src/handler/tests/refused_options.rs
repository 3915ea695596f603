//! Options that do not exist, stand on the wrong attribute, or have a wrong value.

use super::{assert_attribute_refused, expand, messages, own_settings};

#[test]
fn an_unknown_option_near_none() {
    assert_attribute_refused(
        r#"#[protected(quota = "5m")]"#,
        [&format!(
            "`#[protected]` has no option `quota`
  = help: `#[protected]` takes the options `optional`, `refresh`, `fresh`, `max_age = \"5m\"`, `acr = \"urn:example:mfa\"`, `auth = AdminApi`, `responses = Envelope`, `replace`, `crate = ::jwt_guard`
  = help: a handler can override {}",
            own_settings()
        )],
    );
}

#[test]
fn a_value_of_the_wrong_type() {
    assert_attribute_refused(
        r#"#[scoped("a", require_all = "false", require_all_actions = 0, auth = "AdminApi")]"#,
        [
            r#"`require_all` takes `true` or `false`, found `"false"`
  = help: write `require_all = false`"#,
            "`require_all_actions` takes `true` or `false`, found `0`
  = help: write `require_all_actions = false`",
            r#"`auth` takes the path of a configuration, found `"AdminApi"`
  = help: write `auth = AdminApi`"#,
        ],
    );
}

#[test]
fn an_option_written_like_a_call() {
    assert_attribute_refused(
        r#"#[scoped("a", require_all(false))]"#,
        ["`require_all` takes no parentheses
  = help: write `require_all = false`"],
    );
}

#[test]
fn scopes_under_protected() {
    assert_attribute_refused(
        r#"#[protected("admin", user:read)]"#,
        [
            r#"`#[protected]` takes no scopes, found "admin"
  = help: write `#[scoped("admin")]`"#,
            r#"`#[protected]` takes no scopes, found "user:read"
  = help: write `#[scoped("user:read")]`"#,
        ],
    );
}

#[test]
fn arguments_of_public() {
    assert_attribute_refused(
        r#"#[public("admin", optional)]"#,
        [
            r#"`#[public]` takes no scopes, found "admin"
  = help: write `#[scoped("admin")]`"#,
            "`#[public]` has no option `optional`: it reads no token
  = help: write `#[protected(optional)]` to let a request without a token through",
        ],
    );
}

#[test]
fn a_relative_crate_path() {
    assert_attribute_refused(
        "#[protected(crate = renamed)]",
        [
            "`crate` takes an absolute path, found the relative path `renamed`
  = help: write `crate = ::renamed`",
        ],
    );
}

#[test]
fn a_missing_comma() {
    assert_attribute_refused(
        r#"#[scoped("a" "b" require_all = false)]"#,
        [
            r#"expected `,` between two arguments, found `"b"`
  = help: put a `,` before it"#,
            "expected `,` between two arguments, found `require_all`
  = help: put a `,` before it",
        ],
    );
}

#[test]
fn another_sign_for_a_comma() {
    assert_attribute_refused(
        r#"#[scoped("a"; "b" | "c")]"#,
        [
            "expected `,` between two arguments, found `;`
  = help: write `,` instead",
            "expected `,` between two arguments, found `|`
  = help: write `,`, and `require_all = false` last when one of the scopes is enough",
        ],
    );
}

#[test]
fn every_mistake_is_reported() {
    assert_attribute_refused(
        r#"#[scoped("a b", user:read, 1, requires_all = false, optional "ok" "ok")]"#,
        [
            r#"' ' at byte 1 has no place in a scope; a segment is made of letters, digits and `_ - . / + ~ @`, and `:` stands between segments; every scope is a literal of its own
  | "a b"
  |   ^
  = help: write "a", "b""#,
            r#"a scope is a string in quotes, found `user:read`
  = help: write `"user:read"`"#,
            r#"a scope is a string, found a number: `1`
  = help: write `"1"`"#,
            "`#[scoped]` has no option `requires_all`
  = help: did you mean `require_all`?
  = help: `#[scoped]` takes scopes in quotes, groups of them such as `any(\"user:read\", \"admin\")`, and the options `require_all = false`, `require_all_actions = false`, `in = Permission`, `with = required_scopes`, `state = App`, `fresh`, `max_age = \"5m\"`, `acr = \"urn:example:mfa\"`, `auth = AdminApi`, `responses = Envelope`, `replace`, `crate = ::jwt_guard`",
            r#"a scope is a string in quotes, found `optional "ok" "ok"`
  = help: write the scope in quotes, such as `"user:read"`"#,
        ],
    );
}

#[test]
fn a_crate_in_quotes() {
    assert_attribute_refused(
        r#"#[protected(crate = "renamed")]"#,
        [r#"`crate` takes the path of a crate, found `"renamed"`
  = help: write `crate = ::renamed`"#],
    );
}

#[test]
fn nothing_follows_from_an_optional_that_was_written_wrong() {
    for (attribute, message) in [
        (
            "#[protected(optonal)]",
            "`#[protected]` has no option `optonal`",
        ),
        (
            "#[protected(optional = true)]",
            "`optional` takes no value, found `true`",
        ),
        (
            "#[protected(optional = false)]",
            "`optional` takes no value, found `false`\n  = help: remove it",
        ),
        (
            "#[protected(optional())]",
            "`optional` takes no parentheses",
        ),
        (
            r#"#[scoped("a", optional)]"#,
            "`optional` and scopes contradict each other",
        ),
    ] {
        for ty in ["Claims", "Option<Claims>"] {
            let source = format!("{attribute}\nasync fn handler(claims: {ty}) {{}}");
            let messages = messages(expand(&source));
            assert_eq!(messages.len(), 1, "{messages:?}");
            assert!(messages[0].starts_with(message), "{messages:?}");
        }
    }
}
