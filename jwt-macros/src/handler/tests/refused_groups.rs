//! Groups of scopes, computed scopes and vocabularies that contradict what stands beside them.

use super::assert_attribute_refused;

#[test]
fn mistakes_in_a_group() {
    assert_attribute_refused(
        r#"#[scoped(any("a b", user:read, 1, "admin", "admin", require_all = false))]"#,
        [
            r#"' ' at byte 1 has no place in a scope; a segment is made of letters, digits and `_ - . / + ~ @`, and `:` stands between segments; every scope is a literal of its own
  | "a b"
  |   ^
  = help: write "a", "b""#,
            r#"a scope is a string in quotes, found `user:read`
  = help: write `"user:read"`"#,
            r#"a scope is a string, found a number: `1`
  = help: write `"1"`"#,
            r#"the scope "admin" is listed twice
  = help: remove one of the two"#,
            r#"an option stands beside groups of scopes, found `require_all` in one
  = help: move `require_all=false` behind the scopes"#,
        ],
    );
}

#[test]
fn a_group_and_require_all() {
    assert_attribute_refused(
        r#"#[scoped("root", all("a", Permission::B), require_all = false)]"#,
        [
            r#"`require_all` and groups contradict each other: a group says itself how many of its scopes are required
  = help: write `#[scoped(any("root", all("a", Permission::B)))]`"#,
        ],
    );
    assert_attribute_refused(
        r#"#[scoped(any("a", "b"), require_all = true)]"#,
        [
            r#"`require_all` and groups contradict each other: a group says itself how many of its scopes are required
  = help: remove it: all arguments are required"#,
        ],
    );
}

#[test]
fn a_group_twice() {
    assert_attribute_refused(
        r#"#[scoped(any("a", "b"), any("a", "b"), Permission::A, Permission::A)]"#,
        [
            r#"`any("a", "b")` is listed twice
  = help: remove one of the two"#,
            r#"`Permission::A` is listed twice
  = help: remove one of the two"#,
        ],
    );
}

#[test]
fn groups_that_nest_too_deeply() {
    let mut scopes = "\"a\"".to_owned();
    for _ in 0..9 {
        scopes = format!("any({scopes}, \"b\")");
    }
    assert_attribute_refused(
        &format!("#[scoped({scopes})]"),
        ["groups of scopes nest up to 8 deep
  = help: require fewer combinations, or compute them: `with = ..`"],
    );
}

#[test]
fn a_function_beside_scopes() {
    let help = "\n  = help: return `RequiredScopes` from the function: it holds the scopes, `require_all` and `require_all_actions`";
    assert_attribute_refused(
        r#"#[scoped("a", with = f, require_all = false, in = Permission)]"#,
        [
            &format!("`with` computes everything that is required, found a scope beside it{help}"),
            &format!(
                "`with` computes everything that is required, found `require_all` beside it{help}"
            ),
            &format!("`with` computes everything that is required, found `in` beside it{help}"),
        ],
    );
}

#[test]
fn a_function_that_is_no_path() {
    assert_attribute_refused(
        "#[scoped(with = |parts| scopes)]",
        ["`with` takes the path of a function, found `|parts|scopes`
  = help: write `with = required_scopes`"],
    );
}

#[test]
fn a_state_without_a_function() {
    assert_attribute_refused(
        r#"#[scoped("a", state = App)]"#,
        ["`state` is for the function in `with = ..`, found none
  = help: remove it, or write `with = required_scopes`"],
    );
}

#[test]
fn options_of_scopes_elsewhere() {
    assert_attribute_refused(
        "#[protected(with = f)]",
        ["`#[protected]` has no option `with`: it requires no scopes
  = help: write `#[scoped(.., with = required_scopes)]`"],
    );
}
