//! The claims that a token must have, to the second.

use super::*;

#[tokio::test]
async fn a_login_is_fresh_and_recent_until_the_last_second() {
    let clock = FrozenClock::at(NOW);
    let app = app(&Api::default().auth_at(&clock));
    let token = login(&app, "ada").await;
    for (later, expected) in [(0, 200), (299, 200), (300, 200), (301, 401), (899, 401)] {
        clock.set(NOW + later);
        assert_eq!(status(&app, "/recent", &token).await, expected, "{later}");
        assert_eq!(status(&app, "/fresh", &token).await, 200, "{later}");
        assert_eq!(status(&app, "/any", &token).await, 200, "{later}");
    }
    clock.set(NOW + 300);
    assert_eq!(status(&app, "/recent", &token).await, 200);
}

#[tokio::test]
async fn a_token_without_an_authentication_is_neither_fresh_nor_recent_nor_strong() {
    let auth = auth();
    let (app, token) = (app(&auth), minted(&auth));
    assert_eq!(status(&app, "/any", &token).await, 200);
    for path in [
        "/fresh",
        "/recent",
        "/strong",
        "/stronger",
        "/everything",
        "/punctual",
        "/perhaps",
        "/admin",
        "/computed",
        "/me",
    ] {
        assert_eq!(status(&app, path, &token).await, 401, "{path}");
    }
}

#[tokio::test]
async fn only_true_is_fresh() {
    let app = app(&auth());
    for (claim, expected) in [
        (json!(true), 200),
        (json!(false), 401),
        (json!(null), 401),
        (json!("true"), 401),
        (json!(1), 401),
        (json!(NOW), 401),
    ] {
        let token = signed(json!({"fresh": claim, "auth_time": NOW}));
        assert_eq!(status(&app, "/fresh", &token).await, expected, "{claim}");
        assert_eq!(status(&app, "/any", &token).await, 200, "{claim}");
    }
}

/// The leeway is for clocks, and forgives no old authentication.
#[tokio::test]
async fn an_authentication_may_be_as_far_ahead_as_the_leeway_and_no_older_for_it() {
    for (leeway, ahead) in [(None, 10), (Some("0s"), 0), (Some("5m"), 300)] {
        let api = Api {
            leeway: leeway.map(Into::into),
            ..Api::default()
        };
        let app = app(&api.auth_at(&FrozenClock::at(NOW)));
        for (at, expected) in [
            (NOW + ahead, 200),
            (NOW + ahead + 1, 401),
            (NOW - 300, 200),
            (NOW - 301, 401),
            (0, 401),
            (i64::MAX, 401),
            (i64::MIN, 401),
        ] {
            let token = signed(json!({"auth_time": at}));
            let found = status(&app, "/recent", &token).await;
            assert_eq!(found, expected, "{leeway:?} {at}");
        }
    }
}

#[tokio::test]
async fn a_leeway_of_the_handlers_own_counts_here_too() {
    let app = app(&auth());
    for (at, expected) in [(NOW, 200), (NOW + 1, 401), (NOW - 300, 200)] {
        let token = signed(json!({"auth_time": at}));
        assert_eq!(status(&app, "/punctual", &token).await, expected, "{at}");
    }
}

#[tokio::test]
async fn a_fraction_of_a_second_is_too_late() {
    let app = app(&auth());
    for (at, expected) in [(NOW as f64 - 299.5, 200), (NOW as f64 - 300.5, 401)] {
        let token = signed(json!({"auth_time": at}));
        assert_eq!(status(&app, "/recent", &token).await, expected, "{at}");
    }
}

#[tokio::test]
async fn one_of_the_listed_classes_is_enough_and_no_other() {
    let app = app(&auth());
    for (acr, one, several) in [
        (json!("urn:example:mfa"), 200, 200),
        (json!("urn:example:hardware"), 401, 200),
        (json!("urn:example:MFA"), 401, 401),
        (json!("urn:example:mfa urn:example:hardware"), 401, 401),
        (json!("urn:example"), 401, 401),
        (json!(""), 401, 401),
    ] {
        let token = signed(json!({"acr": acr}));
        assert_eq!(status(&app, "/strong", &token).await, one, "{acr}");
        assert_eq!(status(&app, "/stronger", &token).await, several, "{acr}");
    }
}

#[tokio::test]
async fn the_class_is_that_of_the_login() {
    let app = app(&auth());
    let (weak, strong) = (login(&app, "ada").await, login(&app, "ada-mfa").await);
    assert_eq!(status(&app, "/strong", &weak).await, 401);
    assert_eq!(status(&app, "/strong", &strong).await, 200);
    assert_eq!(status(&app, "/everything", &strong).await, 200);
}

#[tokio::test]
async fn all_that_is_asked_for_must_be_there() {
    let app = app(&auth());
    let whole = json!({"fresh": true, "auth_time": NOW, "acr": "urn:example:mfa"});
    assert_eq!(
        status(&app, "/everything", &signed(whole.clone())).await,
        200
    );
    for missing in ["fresh", "auth_time", "acr"] {
        let mut claims = whole.clone();
        claims.as_object_mut().unwrap().remove(missing);
        let found = status(&app, "/everything", &signed(claims)).await;
        assert_eq!(found, 401, "{missing}");
    }
}

/// Dates are checked on every request, also for a cached token.
#[tokio::test]
async fn a_remembered_token_grows_old_too() {
    for cache in [true, false] {
        let clock = FrozenClock::at(NOW);
        let api = Api {
            cache: Some(cache),
            ..Api::default()
        };
        let app = app(&api.auth_at(&clock));
        let token = login(&app, "ada").await;
        for (later, expected) in [(0, 200), (300, 200), (301, 401), (10, 200)] {
            clock.set(NOW + later);
            let found = status(&app, "/recent", &token).await;
            assert_eq!(found, expected, "{cache} {later}");
        }
    }
}
