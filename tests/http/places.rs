//! Where the token stands: each place, two at once, and what a handler or the hook has instead.

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL, CONTENT_TYPE, VARY};
use axum::http::{Request, StatusCode};
use jwt_guard::clock::FrozenClock;
use jwt_guard::guard::{LocationKind, RequestSettings};
use jwt_guard::prelude::*;

use crate::app::*;

#[derive(AuthConfig, Default)]
struct Places {
    secret: Option<Secret>,
    token_from: Option<String>,
    header_name: Option<String>,
    header_prefixes: Option<Vec<String>>,
    query_name: Option<String>,
    query_prefix: Option<String>,
    json_key: Option<String>,
    form_key: Option<String>,
    audience: Option<Vec<String>>,
    realm: Option<String>,
    error_detail: Option<String>,
}

impl Places {
    fn from(token_from: &str) -> Self {
        Self {
            token_from: Some(token_from.into()),
            ..Self::default()
        }
    }

    fn auth(self) -> Auth<Self> {
        self.try_auth().expect("the configuration is right")
    }

    fn try_auth(mut self) -> Result<Auth<Self>, ConfigError> {
        self.secret = Some(SECRET.into());
        Auth::builder(self).clock(FrozenClock::at(NOW)).build()
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected]
async fn length(body: String) -> String {
    body.len().to_string()
}

fn app(auth: &Auth<Places>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(whoami).post(length))
        .with_state(auth.clone())
}

/// A token about user 1.
fn token_of(auth: &Auth<Places>) -> String {
    auth.mint("1").token().unwrap()
}

fn post(content_type: &str, body: impl Into<Body>) -> Request<Body> {
    let request = Request::post("/").header(CONTENT_TYPE, content_type);
    request.body(body.into()).unwrap()
}

#[tokio::test]
async fn another_header_with_prefixes_of_its_own_holds_the_token() {
    let auth = Places {
        header_name: Some("X-Token".into()),
        header_prefixes: Some(vec!["JWT".into(), "Token".into()]),
        ..Places::default()
    }
    .auth();
    let token = token_of(&auth);
    let send_header = async |name: &str, value: String| {
        let request = Request::get("/").header(name, value).body(Body::empty());
        send(&app(&auth), request.unwrap()).await
    };
    for prefix in ["JWT", "jwt", "Token"] {
        let answer = send_header("x-token", format!("{prefix} {token}")).await;
        assert_eq!(answer.status, 200, "{prefix}");
    }
    let answer = send_header("x-token", format!("Bearer {token}")).await;
    assert_eq!(answer.status, 401);
    assert!(
        answer.body.contains("send it as `x-token: JWT <token>`"),
        "{}",
        answer.body
    );
    let answer = send_header("authorization", format!("JWT {token}")).await;
    assert_eq!(answer.status, 401);
    assert_eq!(answer.header(VARY), Some("x-token"));
}

#[tokio::test]
async fn without_prefixes_the_header_is_the_token() {
    let auth = Places {
        header_prefixes: Some(Vec::new()),
        ..Places::default()
    }
    .auth();
    let token = token_of(&auth);
    for (value, status) in [(token.clone(), 200), (format!("Bearer {token}"), 400)] {
        let request = Request::get("/")
            .header(AUTHORIZATION, &value)
            .body(Body::empty());
        assert_eq!(send(&app(&auth), request.unwrap()).await.status, status);
    }
}

#[tokio::test]
async fn a_token_in_the_query_is_read_only_when_asked_for_and_its_answer_is_not_stored() {
    let plain = Places::default().auth();
    let token = token_of(&plain);
    let with_query = |token: &str| get_request(&format!("/?access_token={token}"));
    assert_eq!(send(&app(&plain), with_query(&token)).await.status, 401);

    let auth = Places::from("header, query").auth();
    let answer = send(&app(&auth), with_query(&token)).await;
    assert_eq!((answer.status.as_u16(), &*answer.body), (200, "1"));
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    assert_eq!(send(&app(&auth), with_query("")).await.status, 401);
    assert_eq!(send(&app(&auth), with_query("a.b.c")).await.status, 401);
    let twice = get_request(&format!("/?access_token={token}&access_token={token}"));
    assert_eq!(send(&app(&auth), twice).await.status, 400);
}

#[tokio::test]
async fn the_query_parameter_has_the_name_and_prefix_that_it_was_given() {
    let auth = Places {
        query_name: Some("jwt".into()),
        query_prefix: Some("Bearer ".into()),
        ..Places::from("query")
    }
    .auth();
    let token = token_of(&auth);
    for (query, status) in [
        (format!("jwt=Bearer%20{token}"), 200),
        (format!("jwt={token}"), 400),
        (format!("access_token=Bearer%20{token}"), 401),
    ] {
        let answer = send(&app(&auth), get_request(&format!("/?{query}"))).await;
        assert_eq!(answer.status, status, "{query}");
    }
}

#[tokio::test]
async fn two_explicit_tokens_are_refused_even_if_equal_and_a_bad_one_never_falls_through() {
    let auth = Places::from("header, query").auth();
    let token = token_of(&auth);
    let both = |header: &str, query: &str| get_with(&format!("/?access_token={query}"), header);
    let answer = send(&app(&auth), both(&token, &token)).await;
    assert_eq!(answer.status, 400);
    assert_eq!(answer.json()["error"], "invalid_request");
    assert_eq!(send(&app(&auth), both("a.b.c", "")).await.status, 401);
    assert_eq!(send(&app(&auth), both("a.b.c", &token)).await.status, 400);
    let another_scheme = Request::get(format!("/?access_token={token}"))
        .header(AUTHORIZATION, "Basic dTpw")
        .body(Body::empty());
    assert_eq!(send(&app(&auth), another_scheme.unwrap()).await.status, 200);
}

#[tokio::test]
async fn nothing_after_a_strict_place_is_looked_at() {
    let auth = Places::from("header strict, query").auth();
    let token = token_of(&auth);
    let in_query = get_request(&format!("/?access_token={token}"));
    assert_eq!(send(&app(&auth), in_query).await.status, 401);
    assert_eq!(send(&app(&auth), get_with("/", &token)).await.status, 200);
}

#[tokio::test]
async fn a_token_in_a_body_is_found_and_the_handler_reads_the_body_again() {
    let auth = Places::from("header, json, form").auth();
    let token = token_of(&auth);
    let json = format!(r#"{{"x":[1],"access_token":"{token}"}}"#);
    let form = format!("x=1&access_token={token}");
    for (content_type, body) in [
        ("application/json", &json),
        ("application/json; charset=utf-8", &json),
        ("application/x-www-form-urlencoded", &form),
    ] {
        let answer = send(&app(&auth), post(content_type, body.clone())).await;
        assert_eq!(
            (answer.status.as_u16(), answer.body),
            (200, body.len().to_string()),
            "{content_type}"
        );
    }
    for (content_type, body) in [
        ("text/plain", &*json),
        ("application/json", "not json"),
        ("application/json", "[]"),
        ("application/json", r#"{"access_token":""}"#),
        ("application/x-www-form-urlencoded", "access_token="),
        ("application/x-www-form-urlencoded", &json),
    ] {
        let answer = send(&app(&auth), post(content_type, body.to_owned())).await;
        assert_eq!(answer.status, 401, "{content_type}: {body}");
        assert_eq!(answer.json()["error"], "missing_token");
    }
    let answer = send(
        &app(&auth),
        post("application/json", r#"{"access_token":1}"#),
    )
    .await;
    assert_eq!(answer.status, 400);
}

#[tokio::test]
async fn the_member_and_the_field_have_the_names_that_they_were_given() {
    let auth = Places {
        json_key: Some("jwt".into()),
        form_key: Some("jot".into()),
        ..Places::from("json, form")
    }
    .auth();
    let token = token_of(&auth);
    for (content_type, body, status) in [
        ("application/json", format!(r#"{{"jwt":"{token}"}}"#), 200),
        (
            "application/json",
            format!(r#"{{"access_token":"{token}"}}"#),
            401,
        ),
        (
            "application/x-www-form-urlencoded",
            format!("jot={token}"),
            200,
        ),
        (
            "application/x-www-form-urlencoded",
            format!("access_token={token}"),
            401,
        ),
    ] {
        let answer = send(&app(&auth), post(content_type, body.clone())).await;
        assert_eq!(answer.status, status, "{body}");
    }
}

#[tokio::test]
async fn a_body_is_read_only_while_the_head_has_no_token_and_never_beyond_16_kib() {
    let auth = Places::from("header, json").auth();
    let token = token_of(&auth);
    let large = "x".repeat(64 * 1024);
    let answer = send(&app(&auth), post("application/json", large.clone())).await;
    assert_eq!(answer.status, 413);
    let endless = Body::from_stream(endless());
    let answer = send(&app(&auth), post("application/json", endless)).await;
    assert_eq!(answer.status, 413);

    let mut upload = post("application/json", large.clone());
    upload
        .headers_mut()
        .insert(AUTHORIZATION, format!("Bearer {token}").parse().unwrap());
    let answer = send(&app(&auth), upload).await;
    assert_eq!(
        (answer.status.as_u16(), answer.body),
        (200, large.len().to_string())
    );
}

/// A body without an end, in pieces.
fn endless() -> impl futures_util::Stream<Item = Result<axum::body::Bytes, std::io::Error>> {
    futures_util::stream::repeat_with(|| Ok(axum::body::Bytes::from_static(&[b' '; 1024])))
}

#[tokio::test]
async fn a_websocket_offers_the_token_among_its_subprotocols() {
    let auth = Places::from("header, websocket").auth();
    let token = token_of(&auth);
    let upgrade = |protocols: String| {
        let request = Request::get("/").header("sec-websocket-protocol", protocols);
        request.body(Body::empty()).unwrap()
    };
    for (protocols, status) in [
        (format!("access_token, {token}"), 200),
        (format!("chat, access_token, {token}"), 200),
        (token.clone(), 401),
        ("chat".into(), 401),
        ("access_token, a.b.c".into(), 401),
    ] {
        let answer = send(&app(&auth), upgrade(protocols.clone())).await;
        assert_eq!(answer.status, status, "{protocols}");
    }
}

#[protected]
async fn switch() -> StatusCode {
    StatusCode::SWITCHING_PROTOCOLS
}

#[protected]
async fn switch_to_chat() -> (StatusCode, [(&'static str, &'static str); 1]) {
    (
        StatusCode::SWITCHING_PROTOCOLS,
        [("sec-websocket-protocol", "chat")],
    )
}

#[tokio::test]
async fn a_websocket_is_opened_with_a_subprotocol_that_is_no_token() {
    let auth = Places::from("websocket, query").auth();
    let token = token_of(&auth);
    let app = GuardedRouter::new()
        .route("/", get(whoami))
        .route("/switch", get(switch))
        .route("/chat", get(switch_to_chat))
        .with_state(auth);
    let chosen = async |path: &str, protocols: &str| {
        let request = Request::get(path).header("sec-websocket-protocol", protocols);
        let answer = send(&app, request.body(Body::empty()).unwrap()).await;
        answer.header("sec-websocket-protocol").map(str::to_owned)
    };
    let offered = format!("chat, access_token, {token}");
    assert_eq!(
        chosen("/switch", &offered).await.as_deref(),
        Some("access_token")
    );
    assert_eq!(chosen("/chat", &offered).await.as_deref(), Some("chat"));
    assert_eq!(chosen("/", &offered).await, None);
    let in_query = format!("/switch?access_token={token}");
    assert_eq!(chosen(&in_query, "chat").await, None);
    for (offered, status) in [
        (format!("access_token, {token}, access_token, {token}"), 400),
        (format!("access_token, {token} {token}"), 400),
    ] {
        let request = Request::get("/").header("sec-websocket-protocol", offered);
        let answer = send(&app, request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status);
    }
}

#[protected]
async fn cached() -> [(&'static str, &'static str); 1] {
    [("cache-control", "max-age=60, Private")]
}

#[protected]
async fn cached_for_all() -> [(&'static str, &'static str); 1] {
    [("cache-control", "public, max-age=60")]
}

#[tokio::test]
async fn a_handler_may_let_browsers_keep_an_answer_but_no_shared_cache() {
    let auth = Places::from("query").auth();
    let token = token_of(&auth);
    let app = GuardedRouter::new()
        .route("/", get(cached))
        .route("/all", get(cached_for_all))
        .with_state(auth);
    for (path, expected) in [("/", "max-age=60, Private"), ("/all", "no-store")] {
        let answer = send(&app, get_request(&format!("{path}?access_token={token}"))).await;
        assert_eq!(answer.header(CACHE_CONTROL), Some(expected));
    }
}

#[protected]
async fn cached_by(Path((name, value)): Path<(String, String)>) -> [(String, String); 2] {
    [
        (name, value),
        ("cache-control".into(), "private, max-age=60".into()),
    ]
}

#[tokio::test]
async fn a_handler_lets_no_cache_that_follows_a_header_of_its_own_keep_an_answer() {
    let auth = Places::from("query, header").auth();
    let token = token_of(&auth);
    let app = GuardedRouter::new()
        .route("/{name}/{value}", get(cached_by))
        .with_state(auth);
    for name in ["cdn-cache-control", "surrogate-control"] {
        for (value, is_kept) in [
            ("max-age=60", false),
            ("public", false),
            ("no-store", true),
            ("max-age=60,%20private", true),
        ] {
            let path = format!("/{name}/{value}");
            let request = get_request(&format!("{path}?access_token={token}"));
            let answer = send(&app, request).await;
            assert_eq!(answer.status, 200);
            assert_eq!(answer.headers.contains_key(name), is_kept, "{path}");
            assert_eq!(answer.header(CACHE_CONTROL), Some("private, max-age=60"));
            // What a cache makes of `Authorization`, it knows by itself.
            let answer = send(&app, get_with(&path, &token)).await;
            assert!(answer.headers.contains_key(name), "{path}");
        }
    }
}

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

#[tokio::test]
async fn the_hook_is_asked_once_for_each_request_and_beats_the_configuration() {
    use std::sync::Arc;
    use std::sync::atomic::{AtomicUsize, Ordering};

    let asked = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&asked);
    let config = Places {
        secret: Some(SECRET.into()),
        audience: Some(vec!["a".into(), "b".into()]),
        ..Places::default()
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .request_settings(move |request| {
            count.fetch_add(1, Ordering::Relaxed);
            let settings = RequestSettings::new().realm("tenant");
            match request
                .headers
                .get("x-tenant")
                .and_then(|name| name.to_str().ok())
            {
                Some(tenant) => settings.audience([tenant]),
                None => settings,
            }
        })
        .build()
        .unwrap();
    let of_tenant = |tenant: &'static str, token: &str| {
        let mut request = get_with("/", token);
        request
            .headers_mut()
            .insert("x-tenant", tenant.parse().unwrap());
        request
    };
    let for_all = token_of(&auth);
    let for_a = auth.mint("1").audience(["a"]).token().unwrap();
    let app = app(&auth);
    assert_eq!(send(&app, get_with("/", &for_a)).await.status, 200);
    assert_eq!(send(&app, of_tenant("a", &for_a)).await.status, 200);
    assert_eq!(send(&app, of_tenant("b", &for_a)).await.status, 401);
    assert_eq!(send(&app, of_tenant("b", &for_all)).await.status, 200);
    assert_eq!(send(&app, of_tenant("c", &for_all)).await.status, 401);
    assert_eq!(asked.load(Ordering::Relaxed), 5);
    let answer = send(&app, get_request("/")).await;
    assert_eq!(answer.challenge(), Some(r#"Bearer realm="tenant""#));
}

#[tokio::test]
async fn the_hook_says_where_the_token_stands() {
    let config = Places {
        secret: Some(SECRET.into()),
        ..Places::default()
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .request_settings(|_| RequestSettings::new().token_from([LocationKind::Query]))
        .build()
        .unwrap();
    let (app, token) = (app(&auth), token_of(&auth));
    let in_query = get_request(&format!("/?access_token={token}"));
    assert_eq!(send(&app, in_query).await.status, 200);
    assert_eq!(send(&app, get_with("/", &token)).await.status, 401);
}

#[tokio::test]
async fn a_hook_that_says_what_no_setting_can_be_lets_nobody_in() {
    let mistakes: [fn() -> RequestSettings; 11] = [
        || RequestSettings::new().audience([""; 0]),
        || RequestSettings::new().audience(["api", ""]),
        || RequestSettings::new().token_from([LocationKind::Header; 0]),
        || RequestSettings::new().token_from([LocationKind::Header, LocationKind::Header]),
        || RequestSettings::new().cookie_access_name("a b"),
        || RequestSettings::new().realm("a\"b"),
        || RequestSettings::new().issuer(""),
        || RequestSettings::new().query_name(""),
        || RequestSettings::new().json_key(""),
        || RequestSettings::new().form_key(""),
        || RequestSettings::new().realm("a\"b").realm("right"),
    ];
    for (index, mistake) in mistakes.into_iter().enumerate() {
        let config = Places {
            secret: Some(SECRET.into()),
            ..Places::default()
        };
        let auth = Auth::builder(config)
            .clock(FrozenClock::at(NOW))
            .request_settings(move |_| mistake())
            .build()
            .unwrap();
        let token = token_of(&auth);
        let answer = send(&app(&auth), get_with("/", &token)).await;
        assert_eq!(answer.status, 500, "{index}");
    }
}

#[test]
fn what_no_place_can_be_is_refused_at_the_start() {
    for (config, expected) in [
        (Places::from("header, header"), "`header` twice"),
        (Places::from("heder"), "did you mean `header`?"),
        (
            Places {
                header_name: Some("Cookie".into()),
                ..Places::default()
            },
            "has another meaning",
        ),
        (
            Places {
                header_name: Some("X Token".into()),
                ..Places::default()
            },
            "is not allowed",
        ),
        (
            Places {
                header_prefixes: Some(vec!["Bear er".into()]),
                ..Places::default()
            },
            "is not allowed",
        ),
        (
            Places {
                realm: Some("a\"b".into()),
                ..Places::default()
            },
            "cannot stand in a challenge",
        ),
    ] {
        let error = config.try_auth().unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}

#[tokio::test]
async fn the_hook_may_find_the_token_itself_and_then_no_place_is_looked_at() {
    let config = Places {
        secret: Some(SECRET.into()),
        ..Places::default()
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .request_settings(|request| {
            let path = request.uri.path();
            match path.strip_prefix("/of/") {
                Some(token) => RequestSettings::new().token(token),
                None => RequestSettings::new(),
            }
        })
        .build()
        .unwrap();
    let token = token_of(&auth);
    let app = GuardedRouter::new()
        .route("/", get(whoami))
        .route("/of/{*token}", get(whoami))
        .with_state(auth);
    for (request, status) in [
        (get_request(&format!("/of/{token}")), 200),
        (get_request("/of/a.b.c"), 401),
        (get_with("/of/a.b.c", &token), 401),
        (get_with("/", &token), 200),
        (get_request("/"), 401),
    ] {
        let path = request.uri().clone();
        assert_eq!(send(&app, request).await.status, status, "{path}");
    }
}
