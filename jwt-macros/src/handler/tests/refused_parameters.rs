//! Parameters that a handler cannot have under its policy.

use super::assert_refused;

#[test]
fn a_parameter_by_reference() {
    assert_refused(
        "#[protected]
async fn handler(claims: &Claims<M>, state: &mut State<App>, kept: &'static Kept, body: &str) {}",
        [
            "a handler takes its parameters by value, found `&Claims<M>`
  = help: write `Claims<M>`",
            "a handler takes its parameters by value, found `&mut State<App>`
  = help: write `State<App>`",
            "a handler takes its parameters by value, found `&str`
  = help: write `String`",
        ],
    );
}

#[test]
fn no_parameter_for_the_user() {
    assert_refused(
        "#[inject_user]
async fn handler(owner: User) {}",
        [
            "`#[inject_user]` fills the parameter for the user, found none
  = help: name the parameter `user`, as in `user: User`, or mark it, as in `#[user] owner: User`",
        ],
    );
}

#[test]
fn a_user_that_axum_extracts() {
    assert_refused(
        "#[inject_user]
async fn handler(user: Json<User>) {}",
        [
            "`#[inject_user]` fills the parameter for the user, found none
  = help: `Json` is filled by axum; take the user's type itself, or mark another parameter `#[user]`",
        ],
    );
}

#[test]
fn two_parameters_for_the_user() {
    assert_refused(
        "#[inject_user]
async fn handler(user: User, #[user] owner: User) {}",
        [
            "`#[inject_user]` fills one parameter, found a second one for the user
  = help: remove one of them, or rename it when it is no user",
        ],
    );
}

#[test]
fn claims_of_a_public_handler() {
    assert_refused(
        "#[public]
async fn handler(claims: Claims<M>, user: Option<CurrentUser<U>>) {}",
        [
            "a `#[public]` handler has no token to take `Claims` from
  = help: write `#[protected]`, or `#[protected(optional)]` with `Option<Claims<M>>`",
            "a `#[public]` handler has no token to take `CurrentUser` from
  = help: write `#[protected(optional)]` instead of `#[public]`",
        ],
    );
}

#[test]
fn optional_without_an_option() {
    assert_refused(
        "#[protected(optional)]
async fn handler(claims: Claims<M>) {}",
        [
            "under `optional` a request can have no token, found `Claims<M>` without an `Option`
  = help: write `Option<Claims<M>>`",
        ],
    );
}

#[test]
fn an_option_without_optional() {
    assert_refused(
        "#[protected]
async fn handler(claims: Option<Claims<M>>) {}",
        [
            "a request without a token is refused here, found an `Option` around `Claims<M>`
  = help: write `Claims<M>`, or let such requests through with `#[protected(optional)]`",
        ],
    );
}

#[test]
fn claims_of_another_instance() {
    assert_refused(
        "#[protected(auth = api::AdminApi)]
async fn handler(claims: Claims<M, Api>) {}",
        [
            "`Claims` names the instance `Api`, the attribute names `api::AdminApi`
  = help: remove the argument `Api`, since the attribute decides, or write `auth = Api` in the attribute",
        ],
    );
}

#[test]
fn a_mark_that_nothing_reads() {
    assert_refused(
        "#[protected]
async fn handler(#[user] owner: User) {}",
        [
            "`#[user]` marks the parameter that `#[inject_user]` fills, which is not on this handler
  = help: write `#[inject_user]` on the handler, or remove `#[user]`",
        ],
    );
    // This may be `#[inject_user]` under another name.
    assert_refused(
        "#[protected]
#[with_user]
async fn handler(#[user] owner: User) {}",
        [],
    );
}
