//! The token locations of one handler, and the errors that name them.

use axum::http::header::{CACHE_CONTROL, LOCATION, VARY};
use axum::routing::{get as axum_get, post as axum_post};

use super::*;

#[tokio::test]
async fn a_handler_finds_its_token_in_places_of_its_own() {
    let auth = Service::default().auth();
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    let query = |path: &str| get_request(&format!("{path}?access_token={token}"));
    for path in ["/query", "/query/text", "/query/list"] {
        let answer = send(&app, query(path)).await;
        assert_eq!(
            (answer.status.as_u16(), &*answer.body),
            (200, "1"),
            "{path}"
        );
        assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"), "{path}");
        assert_eq!(status(&app, path, &token).await, 401, "{path}");
    }
    assert_eq!(send(&app, query("/")).await.status, 401);
    assert_eq!(send(&app, query("/header-or-query")).await.status, 200);
    assert_eq!(status(&app, "/header-or-query", &token).await, 200);
    let twice = get_with(&format!("/header-or-query?access_token={token}"), &token);
    assert_eq!(send(&app, twice).await.status, 400);
    assert_eq!(status(&app, "/header-strictly", &token).await, 200);
    assert_eq!(send(&app, query("/header-strictly")).await.status, 401);

    let protocols = format!("access_token, {token}");
    let socket = |path| get_with_header(path, "sec-websocket-protocol", &protocols);
    assert_eq!(send(&app, socket("/socket")).await.status, 200);
    assert_eq!(send(&app, socket("/")).await.status, 401);
}

#[tokio::test]
async fn a_handler_without_a_place_of_its_own_keeps_those_of_the_configuration() {
    let auth = Service {
        token_from: Some("query".into()),
        ..Service::default()
    }
    .auth();
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    let query = |path: &str| get_request(&format!("{path}?access_token={token}"));
    assert_eq!(send(&app, query("/punctual")).await.status, 200);
    assert_eq!(status(&app, "/punctual", &token).await, 401);
    assert_eq!(status(&app, "/header-or-query", &token).await, 200);
}

#[tokio::test]
async fn a_handler_has_names_of_its_own_for_header_query_and_cookie() {
    let auth = Service::default().auth();
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    let [bearer, jwt, key] = ["Bearer", "jwt", "Key"].map(|scheme| format!("{scheme} {token}"));
    for (path, name, value, expected) in [
        ("/header/own", "x-key", &bearer, 200),
        ("/header/own", "authorization", &bearer, 401),
        ("/", "x-key", &bearer, 401),
        ("/header/bare", "authorization", &token, 200),
        ("/header/bare", "authorization", &bearer, 400),
        ("/header/prefixes", "authorization", &jwt, 200),
        ("/header/prefixes", "authorization", &key, 200),
        ("/header/prefixes", "authorization", &bearer, 401),
        ("/", "authorization", &jwt, 401),
        ("/cookie/own", "cookie", &format!("session={token}"), 200),
        (
            "/cookie/own",
            "cookie",
            &format!("__Host-access_token={token}"),
            401,
        ),
    ] {
        let answer = send(&app, get_with_header(path, name, value)).await;
        assert_eq!(answer.status, expected, "{path} {name}");
    }
    for (query, expected) in [
        (format!("key=Key%20{token}"), 200),
        (format!("key={token}"), 400),
        (format!("access_token=Key%20{token}"), 401),
    ] {
        let answer = send(&app, get_request(&format!("/query/own?{query}"))).await;
        assert_eq!(answer.status, expected, "{query}");
    }
}

#[tokio::test]
async fn a_handler_finds_its_token_in_a_body_and_reads_it_again() {
    let auth = Service::default().auth();
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    let (form, json) = ("application/x-www-form-urlencoded", "application/json");
    for (path, content_type, body, expected) in [
        ("/json", json, format!(r#"{{"key":"{token}"}}"#), 200),
        (
            "/json",
            json,
            format!(r#"{{"access_token":"{token}"}}"#),
            401,
        ),
        ("/json", form, format!("key={token}"), 401),
        ("/form", form, format!("key={token}"), 200),
        ("/form", form, format!("access_token={token}"), 401),
        ("/form", json, format!(r#"{{"key":"{token}"}}"#), 401),
    ] {
        let answer = send(&app, post_with(path, content_type, &body)).await;
        assert_eq!(answer.status, expected, "{path} {body}");
        if expected == 200 {
            assert_eq!(answer.body, format!("1 in {}", body.len()));
        }
    }
}

#[tokio::test]
async fn a_refusal_says_how_this_handler_wants_its_token() {
    let auth = Service::default().auth();
    let app = app(&auth);
    for (path, how, vary) in [
        (
            "/",
            "send it as `Authorization: Bearer <token>`",
            Some("authorization"),
        ),
        (
            "/header/own",
            "send it as `x-key: Bearer <token>`",
            Some("x-key"),
        ),
        (
            "/header/bare",
            "send it as `Authorization: <token>`",
            Some("authorization"),
        ),
        ("/query/own", "send it as the query parameter `key`", None),
        (
            "/cookie/own",
            "send it in the cookie `session`",
            Some("cookie"),
        ),
    ] {
        let answer = send(&app, get_request(path)).await;
        assert_eq!(answer.status, 401, "{path}");
        assert!(answer.body.contains(how), "{path}: {}", answer.body);
        assert_eq!(answer.header(VARY), vary, "{path}");
    }
}

#[tokio::test]
async fn the_challenge_has_the_realm_of_the_handler() {
    let auth = Service {
        realm: Some("the shop".into()),
        ..Service::default()
    }
    .auth();
    let app = app(&auth);
    for (path, realm) in [
        ("/", "the shop"),
        ("/punctual", "the shop"),
        ("/realm", "the vault"),
    ] {
        let answer = send(&app, get_request(path)).await;
        assert_eq!(
            answer.challenge(),
            Some(&*format!(r#"Bearer realm="{realm}""#)),
            "{path}"
        );
    }
}

#[tokio::test]
async fn an_optional_token_is_looked_for_in_the_handlers_own_place() {
    let auth = Service::default().auth();
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    let with_query = |token: &str| get_request(&format!("/perhaps?access_token={token}"));
    assert_eq!(send(&app, with_query(&token)).await.body, "1");
    assert_eq!(send(&app, with_query("a.b.c")).await.status, 401);
    assert_eq!(
        get_as(&app, "/perhaps", Some(&token)).await,
        (200, "anonymous".into())
    );
}

/// A plain router has no layer that knows which handler comes.
#[tokio::test]
async fn on_a_plain_router_a_handler_has_every_place_but_the_body() {
    let auth = Service::default().auth();
    let token = auth.mint("1").token().unwrap();
    let plain = axum::Router::new()
        .route("/", axum_get(plain))
        .route("/punctual", axum_get(punctual))
        .route("/header/own", axum_get(in_own_header))
        .route("/query", axum_get(in_query))
        .route("/json", axum_post(in_json));
    let bare: axum::Router = plain.clone().with_state(auth.clone());
    let layered: axum::Router = plain.layer(auth.layer()).with_state(auth);
    let body = format!(r#"{{"key":"{token}"}}"#);
    let requests = || {
        [
            get_with("/", &token),
            get_with("/punctual", &token),
            get_with_header("/header/own", "x-key", &format!("Bearer {token}")),
            get_request(&format!("/query?access_token={token}")),
            post_with("/json", "application/json", &body),
        ]
    };
    for (router, expected) in [
        (bare, [200, 200, 200, 500, 500]),
        (layered, [200, 200, 200, 200, 500]),
    ] {
        let router = GuardedRouter::new().merge_unguarded(router);
        for (request, expected) in requests().into_iter().zip(expected) {
            let path = request.uri().clone();
            let answer = send(&router, request).await;
            assert_eq!(answer.status, expected, "{path}");
            if expected == 500 {
                assert_eq!(answer.json()["error"], "server_error");
            }
        }
    }
}

#[tokio::test]
async fn the_layer_of_a_plain_router_learns_from_the_guard_on_what_an_answer_depends() {
    let auth = Service::default().auth();
    let token = auth.mint("1").token().unwrap();
    let router = axum::Router::new().route("/", axum_get(in_own_header));
    let router: axum::Router = router.layer(auth.layer()).with_state(auth);
    let router = GuardedRouter::new().merge_unguarded(router);
    let request = get_with_header("/", "x-key", &format!("Bearer {token}"));
    assert_eq!(send(&router, request).await.header(VARY), Some("x-key"));
}

#[tokio::test]
async fn a_browser_is_sent_to_the_login_of_the_handler() {
    let auth = Service::default().auth();
    let app = app(&auth);
    let page = |path| get_with_header(path, "accept", "text/html");
    assert_eq!(send(&app, page("/")).await.status, 401);
    let answer = send(&app, page("/login")).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header(LOCATION), Some("/login?next=vault"));
    assert_eq!(send(&app, get_request("/login")).await.status, 401);
}

#[tokio::test]
async fn a_cookie_that_only_a_handler_reads_is_no_proof_of_who_sent_the_request() {
    let auth = Service::default().auth();
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    let request = Request::post("/cookie/own").header("cookie", format!("session={token}"));
    let answer = send(&app, request.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 403);
    assert_eq!(answer.json()["error"], "csrf_failed");
}

#[tokio::test]
async fn a_dead_token_in_a_cookie_of_the_handler_costs_no_session_in_another() {
    let auth = Service::default().auth();
    let request = get_with_header(
        "/cookie/own",
        "cookie",
        "session=a.b.c; __Host-access_token=x",
    );
    let answer = send(&app(&auth), request).await;
    assert_eq!(answer.status, 401);
    let cleared: Vec<_> = answer.headers.get_all("set-cookie").iter().collect();
    assert_eq!(cleared.len(), 1, "{cleared:?}");
    assert!(
        cleared[0].to_str().unwrap().starts_with("session=;"),
        "{cleared:?}"
    );
}
