//! The layer around a router, and the challenge that names the locations.

use super::*;

#[tokio::test]
async fn the_layers_of_two_configurations_keep_their_requests_apart() {
    let config = Places {
        secret: Some(SECRET.into()),
        ..Places::from("query")
    };
    let other = Auth::builder(config)
        .request_settings(|_| RequestSettings::new().realm("other").query_name("other"))
        .build()
        .unwrap();
    let auth = Places::from("query").auth();
    let token = token_of(&auth);
    let app: axum::Router = axum::Router::new()
        .route("/", axum::routing::get(whoami))
        .layer(auth.layer())
        .layer(other.layer())
        .with_state(auth);
    let app = GuardedRouter::new().merge_unguarded(app);
    for (name, status) in [("access_token", 200), ("other", 401)] {
        let answer = send(&app, get_request(&format!("/?{name}={token}"))).await;
        assert_eq!(answer.status, status, "{name}");
        if status == 401 {
            assert_eq!(answer.challenge(), Some(r#"Bearer realm="api""#));
        }
    }
}

#[tokio::test]
async fn a_plain_router_needs_the_layer_for_other_places_than_headers() {
    let auth = Places::from("header, query, json").auth();
    let token = token_of(&auth);
    let plain = axum::Router::new().route("/", axum::routing::get(whoami).post(length));
    let in_query = || get_request(&format!("/?access_token={token}"));
    let in_body = || {
        post(
            "application/json",
            format!(r#"{{"access_token":"{token}"}}"#),
        )
    };

    let bare: axum::Router = plain.clone().with_state(auth.clone());
    let bare = GuardedRouter::new().merge_unguarded(bare);
    for request in [in_query(), in_body(), get_with("/", &token)] {
        let answer = send(&bare, request).await;
        assert_eq!(answer.status, 500);
        assert_eq!(answer.json()["error"], "server_error");
    }
    let layered: axum::Router = plain.layer(auth.layer()).with_state(auth);
    let layered = GuardedRouter::new().merge_unguarded(layered);
    for request in [in_query(), in_body(), get_with("/", &token)] {
        let answer = send(&layered, request).await;
        assert_eq!(answer.status, 200);
    }
    let answer = send(&layered, in_query()).await;
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
}

#[tokio::test]
async fn the_challenge_names_the_realm_and_the_detail_that_were_asked_for() {
    let terse = Places::default().auth();
    let full = Places {
        realm: Some("the shop".into()),
        error_detail: Some("full".into()),
        ..Places::default()
    }
    .auth();
    let expired = terse.mint("1").token().unwrap();
    let later = |auth: Places| {
        let auth = Auth::builder(Places {
            secret: Some(SECRET.into()),
            ..auth
        });
        auth.clock(FrozenClock::at(NOW + 3600)).build().unwrap()
    };
    let answer = send(&app(&later(Places::default())), get_with("/", &expired)).await;
    assert_eq!(
        answer.challenge(),
        Some(r#"Bearer realm="api", error="invalid_token""#)
    );
    assert_eq!(
        answer.json()["error_description"],
        "the access token is expired, malformed or not valid here"
    );

    let answer = send(&app(&full), get_request("/")).await;
    assert_eq!(answer.challenge(), Some(r#"Bearer realm="the shop""#));
    let full = later(Places {
        error_detail: Some("full".into()),
        ..Places::default()
    });
    let answer = send(&app(&full), get_with("/", &expired)).await;
    assert_eq!(
        answer.challenge(),
        Some(
            r#"Bearer realm="api", error="invalid_token", error_description="the token has expired""#
        )
    );
    assert_eq!(answer.json()["error_description"], "the token has expired");
}
