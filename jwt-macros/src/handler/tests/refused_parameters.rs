use super::assert_refused;

#[test]
fn more_extractors_than_axum_takes() {
    assert_refused(
        "#[protected]
async fn handler(a: A, b: A, c: A, d: A, e: A, f: A, g: A, h: A, i: A, j: A, k: A, l: A, m: A, n: A, o: A, p: A, z: Claims) {}",
        [
            "axum takes 15 extractors beside the guard, found 16
  = help: take several in one parameter: a tuple of extractors is an extractor",
        ],
    );
}

#[test]
fn a_parameter_by_reference() {
    assert_refused(
        "#[protected]
async fn handler(claims: &Claims<M>, state: &mut State<App>, kept: &'static Kept) {}",
        [
            "a handler takes its parameters by value, found `&Claims<M>`
  = help: write `Claims<M>`",
            "a handler takes its parameters by value, found `&mut State<App>`
  = help: write `State<App>`",
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
fn an_optional_user_without_an_option() {
    assert_refused(
        "#[inject_user(optional)]
async fn handler(user: User) {}",
        [
            "under `optional` a request can have no token, found `User` without an `Option`
  = help: write `Option<User>`",
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
fn an_option_under_scopes() {
    assert_refused(
        r#"#[scoped("a")]
#[inject_user]
async fn handler(user: Option<User>) {}"#,
        [
            "a request without a token is refused here, found an `Option` around `User`
  = help: write `User`",
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
fn claims_of_an_instance_the_attribute_does_not_name() {
    assert_refused(
        "#[protected]
async fn handler(claims: Claims<M, AdminApi>) {}",
        [
            "`Claims` names the instance `AdminApi`, the attribute names none
  = help: write `auth = AdminApi` in the attribute",
        ],
    );
}

#[test]
fn a_borrowed_user() {
    assert_refused(
        "#[inject_user]
async fn handler(user: &User) {}",
        ["the user is taken by value, found `&User`
  = help: write `User`"],
    );
}

#[test]
fn arguments_of_the_mark() {
    assert_refused(
        "#[inject_user]
async fn handler(#[user(optional)] owner: User) {}",
        ["`#[user]` takes no arguments
  = help: write `#[user]`"],
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
