//! Rules of sessions, and of implicit refresh.

use jwt_syntax::setting::Fact;

use crate::texts::Texts;

#[test]
fn a_token_is_replaced_that_comes_back_in_time() {
    for (settings, found) in [
        ("", "a time, while no token is read from a cookie"),
        (
            "+token_from=cookie token_delivery=body",
            "a time, while `token_delivery` is `body`",
        ),
        (
            "+token_from=cookie access_ttl=5m",
            "`5m`, while `access_ttl` is `5m`",
        ),
        (
            "+token_from=cookie cookie_max_age=10m",
            "`5m`, while `access_ttl` is `15m` and browsers forget the token after `10m`",
        ),
        (
            "+token_from=cookie not_before=11s",
            "a time, while a new token is valid only after `11s` of `not_before`, and `leeway` is `10s`",
        ),
    ] {
        let mut texts = Texts::of(settings);
        texts.given.push(("implicit_refresh", "5m"));
        texts.finds(&[&format!("implicit_refresh: {found}")]);
    }
    let replaced = Texts::of("+token_from=cookie implicit_refresh=5m");
    replaced.clone().finds(&[]);
    for (fact, found) in [
        (
            Fact::SigningKey,
            "implicit_refresh: a time, while there is no key that signs",
        ),
        (
            Fact::Users,
            "implicit_refresh: a time, while there is no user backend",
        ),
    ] {
        replaced.clone().with(fact, false).finds(&[found]);
    }
}

#[test]
fn sessions_have_a_store_and_a_name() {
    for (settings, found) in [
        ("refresh=on", "refresh: `on`, while there is no store"),
        (
            "revocation=refresh",
            "revocation: a reach, while there is no store",
        ),
        (
            "refresh_ttl=7d",
            "refresh_ttl: a value, while there is no store",
        ),
        (
            "max_sessions=5",
            "max_sessions: a value, while there is no store",
        ),
    ] {
        Texts::of(settings).with(Fact::Store, false).finds(&[found]);
    }
    Texts::of("refresh_ttl=7d implicit_refresh=5m token_from=cookie")
        .with(Fact::Store, false)
        .finds(&[]);
    Texts::of("revocation=off")
        .with(Fact::Store, false)
        .finds(&[]);
    Texts::default()
        .with(Fact::Store, true)
        .finds(&["session_owner: none, and no `issuer`, while a store keeps sessions"]);
    Texts::of("session_owner=shop")
        .with(Fact::Store, true)
        .finds(&[]);
    Texts::of("refresh=on")
        .with(Fact::SigningKey, false)
        .finds(&["refresh: `on`, while there is no key that signs"]);
    Texts::of("+issuer=me refresh_format=jwt")
        .with(Fact::Store, true)
        .with(Fact::DerivingSecret, false)
        .finds(&["session_secret: no secret, while digests of refresh tokens are made with it"]);
    Texts::of("refresh_format=jwt")
        .with(Fact::TokenGenerator, true)
        .finds(&["refresh_format: a format, while a generator makes the refresh tokens"]);
}
