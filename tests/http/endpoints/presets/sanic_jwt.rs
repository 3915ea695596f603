//! The preset `sanic-jwt`.

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, session_owner = "shop")]
struct Sanic {
    secret: Secret,
    token_from: Option<Vec<String>>,
    error_detail: Option<String>,
}

impl Sanic {
    fn service() -> Moved {
        Moved::new(Self::config())
    }

    fn config() -> Self {
        Self {
            secret: secret(),
            token_from: None,
            error_detail: None,
        }
    }
}

fn credentials() -> Value {
    json!({"username": "user1", "password": "abcxyz"})
}

fn refused(exception: &str, reason: &str) -> Value {
    json!({"reasons": [reason], "exception": exception})
}

#[tokio::test]
async fn a_login_gives_both_tokens_and_nothing_else_whatever_its_content_type() {
    let service = Sanic::service();
    let json = service.post("/auth", credentials()).await.json();
    assert_eq!(names(&json), ["access_token", "refresh_token"]);
    let untyped = Request::post("/auth").body(credentials().to_string().into());
    assert_eq!(service.send(untyped.unwrap()).await.status, 200);
    let [header, claims] = parts(&json["access_token"]);
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT"}));
    assert_eq!(
        claims,
        json!({"user_id": 1, "exp": NOW + 30 * 60, "scopes": []})
    );
}

#[tokio::test]
async fn wrong_and_missing_credentials_are_one_refusal() {
    let service = Sanic::service();
    for body in [
        json!({"username": "user1", "password": "x"}),
        json!({"username": "user1"}),
        json!({}),
    ] {
        let answer = service.post("/auth", body).await;
        let expected = refused("AuthenticationFailed", "Authentication failed.");
        assert_eq!(seen(&answer), (401, expected));
        assert_eq!(answer.challenge(), None);
    }
}

#[tokio::test]
async fn refusals_have_its_texts_and_its_debug_mode_its_statuses() {
    let terse = Sanic::service();
    let full = Moved::new(Sanic {
        error_detail: Some("full".into()),
        ..Sanic::config()
    });
    let token = terse.post("/auth", credentials()).await.json();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let rows = [
        (
            "/protected",
            "",
            "Authorization header not present.",
            [401, 400],
        ),
        (
            "/protected",
            "Basic x",
            "Authorization header is invalid.",
            [401, 400],
        ),
        (
            "/protected",
            "Bearer",
            "Authorization header is invalid.",
            [401, 400],
        ),
        ("/scoped", &*bearer, "Invalid scope.", [403, 403]),
    ];
    for (path, authorization, reason, statuses) in rows {
        for (service, status) in [&terse, &full].into_iter().zip(statuses) {
            let answer = service.get(path, authorization).await;
            assert_eq!(
                seen(&answer),
                (status, refused("Unauthorized", reason)),
                "{path}"
            );
        }
    }
    // A token that says nothing when it is malformed, unless debugged.
    let malformed = terse.get("/protected", "Bearer a").await;
    assert_eq!(
        seen(&malformed),
        (401, refused("Unauthorized", "Auth required."))
    );
    let malformed = full.get("/protected", "Bearer a").await;
    assert_eq!(
        seen(&malformed),
        (400, refused("Unauthorized", "Not enough segments."))
    );
    for service in [terse, full] {
        service.clock.set(NOW + 34 * 60);
        let expired = service.get("/protected", &bearer).await;
        let expected = refused("Unauthorized", "Signature has expired.");
        assert_eq!(seen(&expired), (401, expected));
    }
}

#[tokio::test]
async fn verify_says_that_a_token_is_not_valid_and_me_who_the_user_is() {
    let service = Sanic::service();
    let token = service.post("/auth", credentials()).await.json();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let valid = service.get("/auth/verify", &bearer).await;
    assert_eq!(seen(&valid), (200, json!({"valid": true})));
    let me = service.get("/auth/me", &bearer).await;
    let user = json!({"me": {"user_id": 1, "username": "user1"}});
    assert_eq!(seen(&me), (200, user));
    let absent = service.get("/auth/verify", "").await;
    let expected = refused(
        "MissingAuthorizationHeader",
        "Authorization header not present.",
    );
    assert_eq!(seen(&absent), (401, expected));
    let malformed = service.get("/auth/verify", "Bearer a.b.c").await;
    let mut expected = refused("InvalidToken", "Auth required.");
    expected["valid"] = false.into();
    assert_eq!(seen(&malformed), (401, expected));
}

#[tokio::test]
async fn options_of_an_endpoint_is_204() {
    let service = Sanic::service();
    for path in [
        "/auth",
        "/auth/",
        "/auth/verify",
        "/auth/me",
        "/auth/refresh",
    ] {
        let answer = service.with_header(Method::OPTIONS, path, "").await;
        assert_eq!((answer.status.as_u16(), &*answer.body), (204, ""), "{path}");
    }
}

#[tokio::test]
async fn a_refresh_needs_the_access_token_and_keeps_the_refresh_token() {
    let service = Sanic::service();
    let tokens = service.post("/auth", credentials()).await.json();
    let body = json!({"refresh_token": tokens["refresh_token"]}).to_string();
    service.clock.set(NOW + 60 * 60);
    for (authorization, status) in [
        (
            format!("Bearer {}", tokens["access_token"].as_str().unwrap()),
            200,
        ),
        (String::new(), 401),
    ] {
        let mut request = Request::post("/auth/refresh").header(CONTENT_TYPE, "application/json");
        if !authorization.is_empty() {
            request = request.header(AUTHORIZATION, authorization);
        }
        let answer = service
            .send(request.body(body.clone().into()).unwrap())
            .await;
        assert_eq!(answer.status, status, "{}", answer.body);
        if status == 200 {
            assert_eq!(names(&answer.json()), ["access_token"]);
        }
    }
}

#[tokio::test]
async fn cookies_are_those_of_a_session_and_stay_after_a_refusal() {
    let config = Sanic {
        token_from: Some(vec!["cookie".into(), "header".into()]),
        ..Sanic::config()
    };
    let service = Moved::new(config);
    let answer = service.post("/auth", credentials()).await;
    assert_eq!(names(&answer.json()), ["access_token", "refresh_token"]);
    let cookies = set_cookies(&answer);
    assert_eq!(cookies.len(), 2, "{cookies:?}");
    for (cookie, name) in cookies.iter().zip(["access_token=", "refresh_token="]) {
        assert!(cookie.starts_with(name), "{cookie}");
        assert!(
            cookie.contains("HttpOnly") && cookie.contains("Path=/"),
            "{cookie}"
        );
        assert!(
            !cookie.contains("Max-Age") && !cookie.contains("Secure"),
            "{cookie}"
        );
    }
    let bad = Request::get("/protected").header("cookie", "access_token=a.b.c");
    let answer = service.send(bad.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 401);
    assert!(set_cookies(&answer).is_empty());
    let absent = service.get("/protected", "").await;
    let expected = refused("Unauthorized", "Authorization header not present.");
    assert_eq!(seen(&absent), (401, expected));
}

#[tokio::test]
async fn a_page_of_another_site_cannot_use_the_cookie() {
    let config = Sanic {
        token_from: Some(vec!["cookie".into()]),
        ..Sanic::config()
    };
    let service = Moved::new(config);
    let token = value_of(&service.post("/auth", credentials()).await, "access_token");
    for (origin, status) in [("https://shop.example", 200), ("https://evil.example", 403)] {
        let request = Request::post("/protected")
            .header("host", "shop.example")
            .header("origin", origin)
            .header("cookie", format!("access_token={token}"));
        let answer = service.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(answer.status, status, "{origin}");
    }
}
