use super::assert_refused;

#[test]
fn public_and_scoped() {
    assert_refused(
        r#"#[public]
#[scoped("a")]
async fn handler() {}"#,
        [
            "`#[public]` and `#[scoped]` contradict each other: one allows everyone, the other requires a token
  = help: remove one of the two; for a token that may be absent write `#[protected(optional)]`",
        ],
    );
}

#[test]
fn an_attribute_twice() {
    assert_refused(
        r#"#[scoped("a")]
#[protected]
#[scoped("b")]
#[protected]
async fn handler() {}"#,
        [
            r#"expected `#[scoped]` once, found it twice on one item
  = help: list all scopes in one attribute: `#[scoped("user:read", "admin")]`"#,
            "expected `#[protected]` once, found it twice on one item
  = help: remove one of the two",
        ],
    );
}

#[test]
fn optional_beside_scopes() {
    assert_refused(
        r#"#[scoped("a")]
#[protected(optional)]
async fn handler(claims: Option<Claims<M>>) {}"#,
        [
            "`optional` and scopes contradict each other: a request without a token has no scopes
  = help: remove `optional`, or remove `#[scoped(..)]` and check the claims in the handler",
        ],
    );
}

#[test]
fn an_optional_user_of_a_protected_handler() {
    assert_refused(
        "#[inject_user(optional)]
#[protected]
async fn handler(user: Option<User>) {}",
        [
            "`optional` contradicts `#[protected]` beside it, which requires a token of every request
  = help: write `#[protected(optional)]`, or remove `optional`",
        ],
    );
}

#[test]
fn two_instances() {
    assert_refused(
        "#[protected(auth = Api)]
#[inject_user(auth = AdminApi)]
async fn handler(user: User) {}",
        ["one handler has one `auth`, found `AdminApi` beside `Api`
  = help: write `auth = Api`, once"],
    );
}

#[test]
fn a_stacked_attribute_with_a_value() {
    assert_refused(
        r#"#[protected]
#[scoped = "a"]
async fn handler() {}"#,
        [r#"`#[scoped]` takes its arguments in parentheses, found `=`
  = help: write `#[scoped("a")]`"#],
    );
}

#[test]
fn an_instance_on_an_attribute_that_adds_to_a_guard() {
    assert_refused(
        r#"#[scoped("a", auth = AdminApi)]
async fn handler(_: ::jwt_guard::__private::Guard<P>) {}"#,
        [
            "`auth` stands on an attribute that adds to the guard of another one
  = help: say `auth = ..` on the outermost attribute",
        ],
    );
}
