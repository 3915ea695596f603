//! Rules of names in requests and responses: no two things have one name.

use jwt_syntax::setting::Fact;

use crate::texts::{Texts, finds};

#[test]
fn no_two_endpoints_or_members_have_one_name() {
    for (settings, found) in [
        (
            "path_authenticate=/login path_me=/login/",
            "path_me: `/login`, as in `path_authenticate`",
        ),
        (
            "path_keys=/verify",
            "path_keys: `/verify`, as in `path_verify`",
        ),
        (
            "path_verify=/keys",
            "path_verify: `/keys`, as in `path_keys`",
        ),
        (
            "username_key=password",
            "username_key: `password`, as in `password_key`",
        ),
        (
            "access_token_key=a refresh_token_key=a",
            "refresh_token_key: `a`, as in `access_token_key`",
        ),
        (
            "access_token_key=refresh_token",
            "access_token_key: `refresh_token`, as in `refresh_token_key`",
        ),
        (
            "access_token_key=expires_in",
            "access_token_key: `expires_in`, which is another member of the response",
        ),
        (
            "refresh_token_key=scope",
            "refresh_token_key: `scope`, which is another member of the response",
        ),
    ] {
        finds(settings, &[found]);
    }
    finds("path_me=/verify path_verify=/valid/", &[]);
    Texts::of("username_key=email")
        .with(Fact::UsualCredentials, false)
        .finds(&["username_key: a name, while the backend takes credentials of its own"]);
}

#[test]
fn a_refresh_token_has_a_name_that_nothing_beside_it_has() {
    for (settings, setting, name) in [
        ("json_refresh_key=scope", "json_refresh_key", "scope"),
        ("form_refresh_key=next", "form_refresh_key", "next"),
        ("refresh_token_key=next", "refresh_token_key", "next"),
        (
            "refresh_token_key=csrf_token",
            "refresh_token_key",
            "csrf_token",
        ),
        ("csrf_field=refresh_token", "csrf_field", "refresh_token"),
        (
            "token_from=cookie csrf_refresh_field=refresh_token",
            "csrf_refresh_field",
            "refresh_token",
        ),
    ] {
        let found = Texts::of(settings).found();
        let said = format!(
            "{setting}: `{name}`, which is another member of a request with a refresh token"
        );
        assert!(
            found.len() == 1 && found[0].starts_with(&said),
            "{settings}: {found:?}"
        );
    }
    for right in [
        "json_refresh_key=next",
        "csrf_field=refresh_token refresh=off",
        "csrf_field=refresh_token endpoints=off",
        "csrf_field=refresh_token refresh_token_key=renewal",
    ] {
        finds(right, &[]);
    }
}

#[test]
fn two_tokens_that_come_together_have_two_names() {
    for (settings, blamed) in [
        (
            "token_from=query query_name=jwt query_refresh_name=jwt",
            "query_refresh_name: `jwt`, as in `query_name`, while `refresh_requires_access` is on",
        ),
        (
            "token_from=json json_key=refresh_token",
            "json_key: `refresh_token`, as in `json_refresh_key`",
        ),
        (
            "token_from=form form_key=renewal refresh_token_key=renewal",
            "refresh_token_key: `renewal`, as in `form_key`",
        ),
    ] {
        let mut both = Texts::of(settings);
        both.clone().finds(&[]);
        both.given.push(("refresh_requires_access", "on"));
        both.finds(&[blamed]);
    }
}

#[test]
fn a_query_in_which_no_token_is_looked_for_has_no_parameters() {
    let said = "a value, while no token is read from the query";
    finds(
        "query_refresh_name=renewal",
        &[&format!("query_refresh_name: {said}")],
    );
    finds(
        "token_from=cookie,json query_refresh_prefix=Bearer",
        &[&format!("query_refresh_prefix: {said}")],
    );
    finds("token_from=header,query query_refresh_name=renewal", &[]);
}
