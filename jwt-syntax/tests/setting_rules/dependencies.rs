//! Settings without an effect: beside a switch that is off, or on a handler.

use jwt_syntax::setting::Fact;

use crate::texts::{Texts, finds};

#[test]
fn a_setting_has_an_effect_beside_the_switch_that_it_needs() {
    for (settings, setting, switch) in [
        ("endpoints=off path_me=/user", "path_me", "endpoints"),
        ("cache=off cache_capacity=8", "cache_capacity", "cache"),
        (
            "rate_limit=off rate_limit_address=5/m",
            "rate_limit_address",
            "rate_limit",
        ),
        ("refresh=off refresh_ttl=7d", "refresh_ttl", "refresh"),
        (
            "refresh_rotation=off refresh_grace=5s",
            "refresh_grace",
            "refresh_rotation",
        ),
        (
            "cookie_split_signature_name=__Host-s",
            "cookie_split_signature_name",
            "cookie_split",
        ),
    ] {
        let said = format!(
            "{setting}: a value, while `{switch}` is off; `{switch}` on, or no `{setting}`"
        );
        finds(settings, &[&said]);
    }
    finds(
        "refresh=off refresh_ttl=7d implicit_refresh=5m token_from=cookie",
        &[],
    );
    finds("rate_limit=off client_address=proxies:1", &[]);
}

#[test]
fn what_a_handler_says_has_an_effect_on_it() {
    let handler = |settings| Texts {
        of_handler: true,
        ..Texts::of(settings)
    };
    handler("csrf=off csrf_header=X-Own")
        .finds(&["csrf_header: a value, while `csrf` is off; `csrf` as `on` or `origin`, or no `csrf_header`"]);
    handler("csrf=origin trusted_origins=https://a.example").finds(&[]);
    handler("csrf=on token_from=cookie")
        .with(Fact::CsrfValues, false)
        .finds(&["csrf: `on`, while sessions have no CSRF value"]);
    handler("csrf=on token_from=header")
        .with(Fact::CsrfValues, false)
        .finds(&[]);
    handler("user_lookup=always")
        .with(Fact::Users, false)
        .finds(&["user_lookup: `always`, while there is no user backend"]);
    handler("revocation=all")
        .with(Fact::Store, false)
        .finds(&["revocation: `all`, while there is no store"]);
}

#[test]
fn users_are_looked_up_in_a_backend() {
    let without_users = |settings| Texts::of(settings).with(Fact::Users, false);
    without_users("user_lookup=always")
        .finds(&["user_lookup: `always`, while there is no user backend; one in `users = ..`"]);
    without_users("user_lookup=injected").finds(&[]);
    finds("user_lookup=always", &[]);
}
