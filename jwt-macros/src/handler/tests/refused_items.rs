//! Items that cannot have an attribute, or the attributes that they have.

use super::{assert_refused, own_settings};

#[test]
fn a_function_that_is_not_async() {
    assert_refused(
        "#[protected]
fn handler() {}",
        [
            "a handler is an `async fn`, found `fn handler` under `#[protected]`
  = help: write `async fn handler`",
        ],
    );
}

#[test]
fn a_method() {
    assert_refused(
        "#[protected]
async fn handler(&self) {}",
        [
            "a handler takes no `self`, found it in `handler` under `#[protected]`
  = help: axum calls handlers without a receiver; take what it holds through `State(..)`",
        ],
    );
}

#[test]
fn a_function_without_a_body() {
    assert_refused(
        "#[protected]
async fn handler();",
        ["a handler has a body, found none for `handler`
  = help: put `#[protected]` on the function that axum calls"],
    );
}

#[test]
fn a_struct() {
    assert_refused(
        r#"#[scoped("a")]
#[inject_user]
pub struct Handler;"#,
        [
            "`#[scoped]` belongs on an `async fn`, an `impl` block or an inline `mod`, found a struct
  = help: put `#[scoped]` on the function that axum calls",
        ],
    );
}

#[test]
fn an_impl_of_a_trait() {
    assert_refused(
        r#"#[protected]
impl Handler<S> for View { #[scoped("a")] async fn call() {} }"#,
        [
            "`#[protected]` belongs on an `impl` block without a trait, found one of `Handler<S>`
  = help: move the handlers to an `impl` block of the type itself: axum calls them by name, not through a trait",
        ],
    );
}

#[test]
fn a_handler_that_says_it_is_none() {
    assert_refused(
        "#[protected]
#[not_a_handler]
async fn handler() {}",
        [
            "`#[not_a_handler]` contradicts `#[protected]` on the same item
  = help: remove one of the two; `#[not_a_handler]` excepts a function from the attribute of its block",
        ],
    );
}

#[test]
fn mistakes_within_a_block() {
    assert_refused(
        r#"#[scoped("view")]
impl View { #[scoped("a b")] async fn a() {} #[public] fn b() {} #[public] #[not_a_handler] async fn c() {} #[inject_user(optional)] async fn d(user: Option<User>) {} }"#,
        [
            r#"' ' at byte 1 has no place in a scope; a segment is made of letters, digits and `_ - . / + ~ @`, and `:` stands between segments; every scope is a literal of its own
  | "a b"
  |   ^
  = help: write "a", "b""#,
            "`#[public]` contradicts `#[scoped]` of the block around it, which requires a token
  = help: remove `#[public]`, or write `#[public(replace)]` to leave out what the block requires",
            "a handler is an `async fn`, found `fn b` under `#[public]`
  = help: write `async fn b`",
            "`#[not_a_handler]` contradicts `#[public]` on the same item
  = help: remove one of the two; `#[not_a_handler]` excepts a function from the attribute of its block",
            "`optional` contradicts `#[scoped]` of the block around it, which requires a token of every request
  = help: remove `optional`, or write `#[inject_user(optional, replace)]` to leave out what the block requires",
        ],
    );
}

#[test]
fn arguments_and_signature_at_once() {
    assert_refused(
        r#"#[scoped("a b", oops = 1)]
fn handler(self, #[user] user: User) {}"#,
        [
            r#"' ' at byte 1 has no place in a scope; a segment is made of letters, digits and `_ - . / + ~ @`, and `:` stands between segments; every scope is a literal of its own
  | "a b"
  |   ^
  = help: write "a", "b""#,
            &format!(
                r#"`#[scoped]` has no option `oops`
  = help: `#[scoped]` takes scopes in quotes, groups of them such as `any("user:read", "admin")`, and the options `require_all = false`, `require_all_actions = false`, `in = Permission`, `with = required_scopes`, `state = App`, `fresh`, `max_age = "5m"`, `acr = "urn:example:mfa"`, `auth = AdminApi`, `responses = Envelope`, `replace`, `crate = ::jwt_guard`
  = help: a handler can override {}"#,
                own_settings()
            ),
            "a handler takes no `self`, found it in `handler` under `#[scoped]`
  = help: axum calls handlers without a receiver; take what it holds through `State(..)`",
            "a handler is an `async fn`, found `fn handler` under `#[scoped]`
  = help: write `async fn handler`",
        ],
    );
}

#[test]
fn a_handler_that_the_attribute_on_its_block_would_pass_over() {
    for output in ["impl Future<Output = ()> + Send", "BoxFuture<'static, ()>"] {
        assert_refused(
            &format!(
                "#[protected]
impl View {{ async fn show() {{}} fn list() -> {output} {{ todo() }} }}"
            ),
            [
                "`list` returns a future, but the attribute on the block guards an `async fn` only
  = help: write `async fn list`, or mark it with `#[not_a_handler]`",
            ],
        );
    }
}

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
fn a_stacked_attribute_with_a_value() {
    assert_refused(
        r#"#[protected]
#[scoped = "a"]
async fn handler() {}"#,
        [r#"`#[scoped]` takes its arguments in parentheses, found `=`
  = help: write `#[scoped("a")]`"#],
    );
}
