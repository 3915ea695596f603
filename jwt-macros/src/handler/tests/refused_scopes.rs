//! Scopes that are malformed, and tokens in their place.

use super::assert_attribute_refused;

#[test]
fn a_scope_with_a_space_is_two() {
    assert_attribute_refused(
        r#"#[scoped("user:re ad")]"#,
        [
            r#"' ' at byte 7 has no place in a scope; a segment is made of letters, digits and `_ - . / + ~ @`, and `:` stands between segments; every scope is a literal of its own
  | "user:re ad"
  |         ^
  = help: write "user:re", "ad""#,
        ],
    );
}

#[test]
fn an_empty_action() {
    assert_attribute_refused(
        r#"#[scoped("user:", "a::b")]"#,
        [
            r#"an action is empty at byte 5; only the namespace may be, as in `:read`
  | "user:"
  |       ^
  = help: write "user""#,
            r#"an action is empty at byte 2; only the namespace may be, as in `:read`
  | "a::b"
  |    ^
  = help: write "a:b""#,
        ],
    );
}

#[test]
fn a_repeated_action() {
    assert_attribute_refused(
        r#"#[scoped("a:read:read")]"#,
        [
            r#"the action `read` is repeated at byte 7; name each action once
  | "a:read:read"
  |         ^^^^
  = help: write "a:read""#,
        ],
    );
}

#[test]
fn a_parameter_that_is_none() {
    assert_attribute_refused(
        r#"#[scoped("team:{team:read")]"#,
        [
            r#"`{team` at byte 5 has a brace without its counterpart; write the name of a path parameter in braces as a whole segment, as in `team:{team}:read`
  | "team:{team:read"
  |       ^^^^^
  = help: write the parameter as it stands in the route: `/teams/{team}` has `{team}`"#,
        ],
    );
}

#[test]
fn a_raw_literal_is_underlined_whole() {
    assert_attribute_refused(
        r#"#[scoped(r"user;read")]"#,
        [
            r#"';' at byte 4 has no place in a scope; a segment is made of letters, digits and `_ - . / + ~ @`, and `:` stands between segments
  | "user;read"
  |      ^
  = help: write "user", "read""#,
        ],
    );
}

#[test]
fn a_suffix() {
    assert_attribute_refused(
        r#"#[scoped("user"s)]"#,
        [r#"a scope is a plain string, found one with the suffix `s`
  = help: write "user""#],
    );
}

#[test]
fn an_unquoted_scope() {
    assert_attribute_refused(
        "#[scoped(user:read, type:read, admin)]",
        [
            r#"a scope is a string in quotes, found `user:read`
  = help: write `"user:read"`"#,
            r#"a scope is a string in quotes, found `type:read`
  = help: write `"type:read"`"#,
            r#"a scope is a string in quotes, found `admin`
  = help: write `"admin"`"#,
        ],
    );
}

#[test]
fn other_literals_for_scopes() {
    assert_attribute_refused(
        r#"#[scoped(42, b"user", 'u', true)]"#,
        [
            r#"a scope is a string, found a number: `42`
  = help: write `"42"`"#,
            r#"a scope is a string, found a byte string: `b"user"`
  = help: write `"user"`"#,
            r#"a scope is a string, found a character: `'u'`
  = help: write `"u"`"#,
            r#"a scope is a string, found a truth value: `true`
  = help: write `"true"`"#,
        ],
    );
}
