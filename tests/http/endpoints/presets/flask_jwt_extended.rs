//! The preset `flask-jwt-extended`.

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Users, session_owner = "shop")]
struct Extended {
    secret: Secret,
    token_from: Option<Vec<String>>,
    error_message_key: Option<String>,
}

impl Extended {
    fn service() -> Moved {
        Moved::new(Self::config())
    }

    fn config() -> Self {
        Self {
            secret: secret(),
            token_from: None,
            error_message_key: None,
        }
    }
}

async fn log_in(service: &Moved) -> Answer {
    let body = json!({"username": "user1", "password": "abcxyz"});
    service.post("/auth/login", body).await
}

fn bearer(token: &Value) -> String {
    format!("Bearer {}", token.as_str().unwrap())
}

#[tokio::test]
async fn tokens_have_its_claims() {
    let tokens = log_in(&Extended::service()).await.json();
    assert_eq!(names(&tokens), ["access_token", "refresh_token"]);
    let [header, access] = parts(&tokens["access_token"]);
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT"}));
    let all = ["csrf", "exp", "fresh", "iat", "jti", "nbf", "sub", "type"];
    assert_eq!(names(&access), all);
    let [_, refresh] = parts(&tokens["refresh_token"]);
    // It also names its session, so that it is never taken for one of the old service.
    let with_session = [
        "csrf", "exp", "fresh", "iat", "jti", "nbf", "sid", "sub", "type",
    ];
    assert_eq!(names(&refresh), with_session);
    for (claims, kind, fresh, exp) in [
        (&access, "access", true, NOW + 15 * 60),
        (&refresh, "refresh", false, NOW + 30 * 24 * 60 * 60),
    ] {
        assert_eq!(claims["type"], kind);
        assert_eq!(claims["fresh"], fresh);
        assert_eq!(claims["exp"], exp);
        assert_eq!(claims["sub"], "1");
    }
    assert_ne!(access["csrf"], refresh["csrf"]);
}

#[tokio::test]
async fn a_refresh_token_gets_an_access_token_that_is_not_fresh_again_and_again() {
    let service = Extended::service();
    let tokens = log_in(&service).await.json();
    let refresh = bearer(&tokens["refresh_token"]);
    for _ in 0..2 {
        let answer = service
            .with_header(Method::POST, "/auth/refresh", &refresh)
            .await;
        let next = answer.json();
        assert_eq!(names(&next), ["access_token"]);
        let [_, claims] = parts(&next["access_token"]);
        assert_eq!(claims["fresh"], false);
        let access = bearer(&next["access_token"]);
        assert_eq!(service.get("/protected", &access).await.status, 200);
        let answer = service.get("/fresh", &access).await;
        assert_eq!(seen(&answer), (401, json!({"msg": "Fresh token required"})));
    }
    let fresh = bearer(&tokens["access_token"]);
    assert_eq!(service.get("/fresh", &fresh).await.status, 200);
}

#[tokio::test]
async fn refusals_have_its_texts_and_statuses() {
    let service = Extended::service();
    let tokens = log_in(&service).await.json();
    let access = bearer(&tokens["access_token"]);
    let refresh = bearer(&tokens["refresh_token"]);
    let forged = format!("{access}A");
    let get = Method::GET;
    for (method, path, authorization, status, text) in [
        (&get, "/protected", "", 401, "Missing Authorization Header"),
        (
            &get,
            "/protected",
            "Basic x",
            401,
            "Missing 'Bearer' type in 'Authorization' header. Expected 'Authorization: Bearer <JWT>'",
        ),
        (
            &get,
            "/protected",
            "Bearer",
            422,
            "Bad Authorization header. Expected 'Authorization: Bearer <JWT>'",
        ),
        (&get, "/protected", "Bearer a", 422, "Not enough segments"),
        (
            &get,
            "/protected",
            &*forged,
            422,
            "Signature verification failed",
        ),
        (
            &get,
            "/protected",
            &*refresh,
            422,
            "Only non-refresh tokens are allowed",
        ),
        (
            &Method::POST,
            "/auth/refresh",
            &*access,
            422,
            "Only refresh tokens are allowed",
        ),
        (
            &Method::POST,
            "/auth/refresh",
            "",
            401,
            "Missing Authorization Header",
        ),
    ] {
        let answer = service
            .with_header(method.clone(), path, authorization)
            .await;
        assert_eq!(
            seen(&answer),
            (status, json!({"msg": text})),
            "{path} {authorization}"
        );
        assert_eq!(answer.challenge(), None);
    }
    let wrong = json!({"username": "user1", "password": "x"});
    let answer = service.post("/auth/login", wrong).await;
    assert_eq!(
        seen(&answer),
        (401, json!({"msg": "Bad username or password"}))
    );
    service.clock.set(NOW + 15 * 60);
    let answer = service.get("/protected", &access).await;
    assert_eq!(seen(&answer), (401, json!({"msg": "Token has expired"})));
}

#[tokio::test]
async fn the_member_of_the_text_is_that_of_error_message_key() {
    let service = Moved::new(Extended {
        error_message_key: Some("message".into()),
        ..Extended::config()
    });
    let answer = service.get("/protected", "").await;
    assert_eq!(
        answer.json(),
        json!({"message": "Missing Authorization Header"})
    );
}

#[tokio::test]
async fn several_locations_are_one_text() {
    let service = Moved::new(Extended {
        token_from: Some(vec!["header".into(), "cookie".into()]),
        ..Extended::config()
    });
    let answer = service.get("/protected", "").await;
    let text = "Missing JWT in headers or cookies (Missing Authorization Header; \
                Missing cookie \"access_token_cookie\")";
    assert_eq!(seen(&answer), (401, json!({"msg": text})));
}

#[tokio::test]
async fn cookies_have_its_names_and_a_csrf_value_for_each_token() {
    let service = Moved::new(Extended {
        token_from: Some(vec!["cookie".into()]),
        ..Extended::config()
    });
    let answer = log_in(&service).await;
    assert_eq!(answer.json(), json!({"msg": "login successful"}));
    let cookies = set_cookies(&answer);
    let sent: Vec<_> = cookies
        .iter()
        .map(|cookie| cookie.split('=').next().unwrap())
        .collect();
    assert_eq!(
        sent,
        [
            "access_token_cookie",
            "refresh_token_cookie",
            "csrf_access_token",
            "csrf_refresh_token"
        ]
    );
    for cookie in &cookies {
        for attribute in ["Max-Age", "SameSite", "Secure"] {
            assert!(!cookie.contains(attribute), "{cookie}");
        }
    }
    let token = |name| value_of(&answer, name);
    let all = ["access_token_cookie", "refresh_token_cookie"].map(|name| (name, token(name)));
    let all = all
        .map(|(name, value)| format!("{name}={value}"))
        .join("; ");
    let [access, refresh] = ["csrf_access_token", "csrf_refresh_token"].map(token);
    let [_, claims] = parts(&token("access_token_cookie").into());
    assert_eq!(claims["csrf"], access);
    for (path, value, expected) in [
        (
            "/protected",
            "",
            (401, json!({"msg": "Missing CSRF token"})),
        ),
        (
            "/protected",
            &*refresh,
            (
                401,
                json!({"msg": "CSRF double submit tokens do not match"}),
            ),
        ),
        ("/protected", &*access, (200, json!({"protected": true}))),
        (
            "/auth/refresh",
            &*access,
            (
                401,
                json!({"msg": "CSRF double submit tokens do not match"}),
            ),
        ),
    ] {
        let mut request = Request::post(path)
            .header("host", "a.example")
            .header("cookie", &all);
        if !value.is_empty() {
            request = request.header("x-csrf-token", value);
        }
        let answer = service.send(request.body(Body::empty()).unwrap()).await;
        assert_eq!(seen(&answer), expected, "{path} {value}");
    }
    let request = Request::post("/auth/refresh")
        .header("host", "a.example")
        .header("cookie", &all);
    let request = request.header("x-csrf-token", refresh).body(Body::empty());
    let answer = service.send(request.unwrap()).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}
