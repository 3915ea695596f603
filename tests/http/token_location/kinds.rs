//! Each token location: headers, the query, bodies and the subprotocols of a `WebSocket`, and two tokens at once.

use super::*;

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
async fn a_strict_cookie_decides_even_beside_a_header() {
    for (places, [bad_cookie, bad_header]) in [
        ("cookie strict, header", [401, 200]),
        // A browser sends cookies by itself, so that a token which was sent on purpose decides.
        ("cookie, header", [200, 401]),
    ] {
        let auth = Places::from(places).auth();
        let token = token_of(&auth);
        for (cookie, header, status) in [
            ("a.b.c", &*token, bad_cookie),
            (&*token, "a.b.c", bad_header),
        ] {
            let mut request = get_with("/", header);
            let cookie = format!("__Host-access_token={cookie}").parse().unwrap();
            request.headers_mut().insert("cookie", cookie);
            let answer = send(&app(&auth), request).await;
            assert_eq!(answer.status, status, "{places}: {header}");
        }
    }
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
