//! Rules of what tokens say and how long they are valid.

use crate::texts::{Texts, finds};

#[test]
fn times_end_one_before_another() {
    for (settings, found) in [
        (
            "access_ttl=25h",
            "access_ttl: `25h`, while `max_lifetime` is `24h`; a shorter `access_ttl` or a longer `max_lifetime`",
        ),
        (
            "max_lifetime=10m",
            "max_lifetime: `10m`, while `access_ttl` is `15m`",
        ),
        (
            "access_ttl=25h max_lifetime=20h",
            "access_ttl: `25h`, while `max_lifetime` is `20h`",
        ),
        (
            "refresh_ttl=899s",
            "refresh_ttl: `899s`, while `access_ttl` is `15m`",
        ),
        (
            "access_ttl=2h refresh_ttl=1h",
            "access_ttl: `2h`, while `refresh_ttl` is `1h`",
        ),
        (
            "refresh_idle_ttl=10m",
            "refresh_idle_ttl: `10m`, while `access_ttl` is `15m`",
        ),
        (
            "refresh_idle_ttl=31d",
            "refresh_idle_ttl: `31d`, while `refresh_ttl` is `30d`",
        ),
        (
            "not_before=15m",
            "not_before: `15m`, while `access_ttl` is `15m`; a shorter `not_before`",
        ),
        (
            "access_ttl=1s not_before=2s",
            "not_before: `2s`, while `access_ttl` is `1s`",
        ),
    ] {
        finds(settings, &[found]);
    }
    for right in [
        "refresh_idle_ttl=15m refresh_ttl=15m",
        "not_before=899s",
        "not_before=off access_ttl=1s",
        "access_ttl=30d max_lifetime=30d",
    ] {
        finds(right, &[]);
    }
}

#[test]
fn a_claim_says_one_thing() {
    finds(
        "subject_claim=exp",
        &["subject_claim: `exp`, which has another meaning"],
    );
    finds(
        "scopes_claim=cnf.roles",
        &["scopes_claim: `cnf.roles`, which has another meaning"],
    );
    finds(
        "subject_claim=scope",
        &["subject_claim: `scope`, as in `scopes_claim`"],
    );
    finds(
        "subject_claim=x token_type_claim=x",
        &["token_type_claim: `x`, as in `subject_claim`"],
    );
    finds("scopes_claim=realm_access.roles token_type_claim=type", &[]);
    let with_plan = |settings| Texts {
        claims: &["plan"],
        ..Texts::of(settings)
    };
    with_plan("scopes_claim=plan.roles")
        .finds(&["scopes_claim: `plan.roles`, which is one of the custom claims too"]);
    with_plan("scopes_claim=plans").finds(&[]);
}

#[test]
fn an_access_token_has_a_type_of_its_own() {
    for settings in [
        "token_type=rt+jwt",
        "token_type=application/RT+JWT",
        "refresh_token_type=at+jwt",
        // The preset calls refresh tokens so.
        "preset=flask-jwt-extended token_type=refresh",
    ] {
        let found = Texts::of(settings).found();
        assert!(
            found[0].contains("else a refresh token would be taken for an access token"),
            "{found:?}"
        );
        assert_eq!(found.len(), 1);
    }
}

#[test]
fn a_token_that_is_replaced_names_its_session() {
    let settings = "token_from=cookie implicit_refresh=5m session_claims=fresh";
    let found = Texts::of(settings).found();
    assert!(
        found
            .iter()
            .any(|found| found.contains("`session_claims` is `fresh`")),
        "{found:?}"
    );
    let found = Texts::of("token_from=cookie implicit_refresh=5m").found();
    assert!(
        found.iter().all(|found| !found.contains("session_claims")),
        "{found:?}"
    );
}
