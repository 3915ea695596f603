//! The look-up of a secret in the user backend: when it happens, and its failures.

use super::*;

#[tokio::test]
async fn a_backend_that_fails_or_does_not_answer_in_time_is_503_wherever_the_token_stands() {
    let people = People::new();
    let auth = Api {
        token_from: Some("header, cookie".into()),
        ..Api::new()
    };
    let auth = auth.auth(&people);
    let app = app(&auth);
    for (subject, seconds) in [("flaky", 1), ("slow", 10)] {
        let token = &token(&auth, subject, "");
        let in_cookie = |path| {
            let mut browser = Browser::at("site.example.com", &app);
            let name = "__Host-access_token".to_owned();
            browser.cookies.insert(name, token.clone());
            async move { browser.get(path).await }
        };
        let answers = async {
            tokio::join!(
                send(&app, get_with("/", token)),
                send(&app, get_with("/greeting", token)),
                in_cookie("/"),
                in_cookie("/greeting"),
            )
        };
        let answers = tokio::time::timeout(Duration::from_secs(seconds), answers).await;
        let (header, optional, cookie, optional_cookie) = answers.unwrap();
        for answer in [header, optional, cookie, optional_cookie] {
            assert_eq!(answer.status, 503, "{subject}");
            assert!(answer.header("retry-after").is_some(), "{subject}");
            assert_eq!(answer.challenge(), None, "{subject}");
            assert!(!answer.body.contains("postgres"), "{}", answer.body);
        }
        assert_eq!(log_in(&app, subject).await.0, 503);
    }
}

#[tokio::test]
async fn the_backend_is_asked_once_for_a_request_whose_token_may_be_ours_and_for_no_other() {
    let (people, app, auth) = service();
    let good = token(&auth, "1", "ada's first");
    assert_eq!(status(&app, "/", &good).await, 200);
    assert_eq!(people.asked(), ["1"]);
    assert_eq!(status(&app, "/open", &good).await, 200);
    assert_eq!(send(&app, get_request("/")).await.status, 401);
    assert_eq!(send(&app, get_request("/greeting")).await.body, "stranger");
    let preflight = Request::options("/")
        .header("access-control-request-method", "GET")
        .header(AUTHORIZATION, format!("Bearer {good}"));
    let answer = send(&app, preflight.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 204);
    let claims = json!({"sub": "1", "exp": NOW + 60}).to_string();
    let with = |header: &str, claims: &str| {
        signed_with(header, claims.as_bytes(), HMAC_SHA256, "whatever")
    };
    let ours = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    for token in [
        with(r#"{"typ":"at+jwt","alg":"HS512"}"#, &claims),
        with(r#"{"typ":"at+jwt","alg":"none"}"#, &claims),
        with(r#"{"typ":"at+jwt","alg":"HS256","crit":[]}"#, &claims),
        with(ours, r#"{"sub":"1","sub":"1"}"#),
        with(ours, r#"{"sub":1}"#),
        with(ours, r#"{"sub":""}"#),
        with(ours, r#"{"exp":1800000060}"#),
        with(ours, &"[".repeat(100)),
        with(
            ours,
            &format!(r#"{{"sub":"1","a":"{}"}}"#, "a".repeat(8192)),
        ),
        "a.b.c".into(),
        "a".into(),
    ] {
        assert_eq!(status(&app, "/", &token).await, 401, "{token}");
    }
    assert_eq!(people.asked(), [""; 0]);
}

#[tokio::test]
async fn an_integer_subject_is_asked_for_as_the_application_writes_it() {
    let people = People::new();
    let auth = Api {
        subject_format: Some("integer".into()),
        ..Api::new()
    };
    let auth = auth.auth(&people);
    let token = token(&auth, "1", "ada's first");
    assert_eq!(status(&app(&auth), "/", &token).await, 200);
    assert_eq!(people.asked(), ["1"]);
}
