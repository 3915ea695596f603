//! Rules of cookies, and of the CSRF values that belong to them.

use jwt_syntax::setting::Fact;

use crate::texts::{Texts, finds};

#[test]
fn browsers_keep_cookies() {
    for (settings, setting) in [
        ("cookie_domain=example.com", "cookie_domain"),
        ("cookie_path=/app", "cookie_path"),
        ("cookie_secure=off", "cookie_secure"),
        (
            "cookie_access_name=a csrf_cookie=b cookie_secure=off cookie_same_site=None",
            "cookie_same_site",
        ),
        (
            "cookie_access_name=a csrf_cookie=b cookie_secure=off cookie_partitioned=on",
            "cookie_partitioned",
        ),
    ] {
        let found = Texts::of(settings).found();
        let is_said = found[0].starts_with(&format!("{setting}: "))
            && found[0].contains(": browsers refuse it; ");
        assert!(found.len() == 1 && is_said, "{settings}: {found:?}");
    }
    finds(
        "cookie_access_name=__Secure-a csrf_cookie=__Secure-b cookie_path=/app",
        &[],
    );
    // Whatever a name turns out to be, browsers refuse these attributes.
    let unknown = Texts {
        unknown: Some("cookie_access_name"),
        ..Texts::of("csrf_cookie=b cookie_secure=off cookie_same_site=None")
    };
    assert_eq!(unknown.found().len(), 1);
}

#[test]
fn no_two_cookies_have_one_name() {
    for (settings, found) in [
        (
            "cookie_access_name=__Host-csrf_token",
            "cookie_access_name: `__Host-csrf_token`, as in `csrf_cookie`",
        ),
        (
            "cookie_access_name=__Host-A csrf_cookie=__host-a",
            "csrf_cookie: `__host-a`, as in `cookie_access_name`",
        ),
        (
            "csrf_cookie=__Host-a csrf_refresh_cookie=__Host-a +token_from=cookie",
            "csrf_refresh_cookie: `__Host-a`, as in `csrf_cookie`",
        ),
        (
            "instance=admin csrf_cookie=__Host-admin_access_token",
            "csrf_cookie: `__Host-admin_access_token`, as in `cookie_access_name`",
        ),
        (
            "cookie_access_name=__Host-csrf_token_login",
            "cookie_access_name: `__Host-csrf_token_login`, while the cookie of login forms",
        ),
        (
            "cookie_split=on cookie_split_signature_name=__Host-access_token",
            "cookie_split_signature_name: `__Host-access_token`, as in `cookie_access_name`",
        ),
        (
            "dev_http=dangerously-on csrf_cookie=__Secure-access_token",
            "csrf_cookie: `__Secure-access_token`, as in `cookie_access_name`",
        ),
    ] {
        finds(settings, &[found]);
    }
    finds("csrf_cookie=__Secure-access_token", &[]);
    Texts::of("csrf_cookie=__Host-refresh_token")
        .with(Fact::RefreshTokens, true)
        .finds(&["csrf_cookie: `__Host-refresh_token`, as in `cookie_refresh_name`"]);
}

#[test]
fn an_instance_stands_in_the_name_of_a_cookie() {
    let named =
        "instance=admin +token_from=cookie cookie_access_name=__Host-a csrf_cookie=__Host-b";
    let said = "instance: a name, while every cookie has one of its own";
    let refresh = ("cookie_refresh_name", "__Host-c");
    let mut all = Texts::of(named);
    all.clone().finds(&[]);
    all.given.push(refresh);
    all.finds(&[said]);
    let mut without_refresh = Texts::of(named);
    without_refresh.given.push(("refresh", "off"));
    without_refresh.finds(&[said]);
}

#[test]
fn a_token_is_handed_out_where_it_is_looked_for() {
    for delivery in ["cookie", "both", "by_request"] {
        let found = Texts {
            given: vec![("token_delivery", delivery)],
            ..Texts::default()
        };
        found
            .finds(&["token_delivery: delivery in a cookie, while no token is read from a cookie"]);
    }
    let said = "a value, while login sets no cookies";
    finds("cookie_max_age=5m", &[&format!("cookie_max_age: {said}")]);
    finds(
        "+token_from=cookie token_delivery=body csrf_refresh_header=X-Renewal",
        &[&format!("csrf_refresh_header: {said}")],
    );
    finds("token_from=cookie cookie_max_age=5m", &[]);
    finds("token_from=cookie cookie_max_age=session", &[]);
}

#[test]
fn csrf_values_are_made_of_a_secret() {
    let without_secret = Texts::of("token_from=cookie")
        .with(Fact::SigningKey, true)
        .with(Fact::DerivingSecret, false);
    without_secret.finds(&["session_secret: no secret, while CSRF values are made of it"]);
    Texts::of("token_from=cookie csrf=origin")
        .with(Fact::SigningKey, true)
        .with(Fact::DerivingSecret, false)
        .finds(&[]);
}

#[test]
fn cookies_for_every_site_need_csrf_protection() {
    finds(
        "+token_from=cookie cookie_same_site=dangerously-unset csrf=off",
        &["csrf: `off`, while `cookie_same_site` is `dangerously-unset`; `on` or `origin`"],
    );
    for settings in [
        "token_from=cookie cookie_same_site=dangerously-unset csrf=on",
        "token_from=cookie cookie_same_site=dangerously-unset csrf=origin",
    ] {
        finds(settings, &[]);
    }
    finds("token_from=cookie cookie_same_site=Lax csrf=off", &[]);
}
