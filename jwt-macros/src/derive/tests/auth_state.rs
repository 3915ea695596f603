//! What `#[derive(AuthState)]` expands to, and what it says of mistakes.

use super::{assert_refused, expand, implemented};
use crate::{derive::auth_state::derive as auth_state, snapshot::assert_expansion};

#[track_caller]
fn expands(name: &str, source: &str) {
    let expansion = expand(auth_state, source);
    assert!(super::messages(expansion.clone()).is_empty(), "{expansion}");
    assert_expansion(&format!("auth_state/{name}"), expansion);
}

#[test]
fn the_first_auth_is_the_default() {
    expands("one", "struct App { db: Db, auth: Auth<Api> }");
    expands(
        "several",
        "#[auth(crate = ::renamed)]
        struct App {
            auth: jwt_guard::Auth<Api>,
            admin: Auth<admin::Api>,
            #[auth(instance = Partners)]
            partners: Auth<Api>,
        }",
    );
}

#[test]
fn a_field_may_have_no_name() {
    expands("tuple", "struct App(Db, Auth<Api>);");
}

#[test]
fn a_default_may_have_a_marker() {
    expands(
        "marked_default",
        "struct App { #[auth(instance = Main)] auth: Auth<Api> }",
    );
}

#[test]
fn generics_are_carried_through() {
    expands(
        "generic",
        "struct App<'a, C: AuthConfig, T> where T: Copy { auth: Auth<C>, tenant: Auth<Tenant<T>>, name: &'a str }",
    );
}

#[test]
fn two_of_one_configuration_are_told_apart_by_a_marker() {
    let help = "put `#[auth(instance = Marker)]` on this field, with a type of your own; handlers then say `auth = Marker`";
    assert_refused(
        auth_state,
        "struct App { first: Auth<Api>, second: Auth<Api>, #[auth(instance = Api)] third: Auth<Other> }",
        [
            &format!(
                "handlers cannot tell this `Auth` from the field `first`: both are `Api`\n  = help: {help}"
            ),
            &format!(
                "handlers cannot tell this `Auth` from the field `first`: both are `Api`\n  = help: {help}"
            ),
        ],
    );
}

#[test]
fn a_state_holds_an_auth() {
    for source in [
        "struct App { db: Db }",
        "struct App;",
        "struct App { auth: Arc<Auth<Api>> }",
        "struct App(Auth);",
    ] {
        assert_refused(
            auth_state,
            source,
            [
                "`App` has no field of type `Auth<..>`, which is what a guard looks for\n  = help: add one, such as \
              `auth: Auth<Api>`; a type that is named otherwise is not recognised",
            ],
        );
    }
}

#[test]
fn a_marker_is_a_type_on_an_auth() {
    assert_refused(
        auth_state,
        r#"struct App { #[auth(instance = Main)] db: Db, #[auth(instance = 5)] auth: Auth<Api>, #[auth(instance)] b: Auth<B> }"#,
        [
            "`instance` marks a field of type `Auth<..>`, found the type `Db`\n  = help: remove it, or write the type as \
             `Auth<YourConfig>`, not by another name",
            "`instance` takes a marker type, found `5`\n  = help: write `instance = AdminArea`",
            "`instance` takes a marker type, found nothing\n  = help: write `instance = AdminArea`",
        ],
    );
}

#[test]
fn an_unknown_option_is_refused_with_the_nearest() {
    assert_refused(
        auth_state,
        "#[auth(instance = Main, crat = ::jwt)] struct App { #[auth(instanse = Main, crate = ::jwt)] auth: Auth<Api> }",
        [
            "`instance` marks one field, found it on the struct\n  = help: move it to the field of type `Auth<..>`",
            "`#[auth(..)]` has no option `crat` here\n  = help: did you mean `crate`?\n  = help: it takes `crate`",
            "`#[auth(..)]` has no option `instanse` here\n  = help: did you mean `instance`?\n  = help: it takes `instance`",
            "`crate` stands on a field, where it has no effect\n  = help: move it into an `#[auth(..)]` of the struct",
        ],
    );
}

#[test]
fn only_a_struct_is_a_state() {
    for (source, found) in [
        ("enum App {}", "an enum"),
        ("union App { a: u8 }", "a union"),
    ] {
        let expected = format!(
            "`AuthState` is derived for structs, found {found}\n  = help: write `struct App {{ auth: Auth<Api> }}`"
        );
        assert_refused(auth_state, source, [&expected]);
    }
}

#[test]
fn a_refused_state_keeps_the_impls_that_are_right() {
    let source = "#[auth(x)] struct App { auth: Auth<Api>, other: Auth<Api> }";
    assert_eq!(
        implemented(expand(auth_state, source)),
        ["AuthState", "AuthState"]
    );
}
