//! CSRF: what a page of another origin cannot do with the session of a browser.

use super::*;

#[tokio::test]
async fn the_value_may_stand_elsewhere_with_a_refresh_token_than_with_an_access_token() {
    let settings = json!({"csrf_refresh_header": "X-Renewal", "csrf_refresh_field": "_renewal"});
    for (path, in_header, in_field) in [
        ("/", "x-csrf-token", "csrf_token"),
        ("/auth/refresh", "x-renewal", "_renewal"),
    ] {
        for header in ["x-csrf-token", "x-renewal"] {
            let mut browser = logged_in(&service(settings.clone())).await;
            let value = browser.csrf();
            let request = browser.request(Method::POST, path).header(header, value);
            let answer = browser.send(request, "").await;
            assert_eq!(answer.status == 200, header == in_header, "{path} {header}");
            if answer.status != 200 {
                assert!(answer.body.contains(in_header), "{}", answer.body);
                assert!(answer.body.contains(in_field), "{}", answer.body);
            }
        }
        for field in ["csrf_token", "_renewal"] {
            let mut browser = logged_in(&service(settings.clone())).await;
            let fields = format!("{field}={}", browser.csrf());
            let answer = browser
                .submit("https://site.example.com", path, &fields)
                .await;
            assert_eq!(answer.status != 403, field == in_field, "{path} {field}");
        }
    }
}

#[tokio::test]
async fn a_refresh_token_has_its_own_value_in_a_second_cookie() {
    const RENEWAL: &str = "__Host-renewal";
    let service = service(json!({"csrf_refresh_cookie": RENEWAL}));
    let mut browser = logged_in(&service).await;
    for _ in 0..2 {
        let (value, of_access) = (browser.cookies[RENEWAL].clone(), browser.csrf());
        for (path, right, wrong) in [
            ("/auth/refresh", &value, &of_access),
            ("/", &of_access, &value),
        ] {
            let answer = browser.post(path, Some(wrong)).await;
            assert_eq!(answer.status, 403, "{path}: {}", answer.body);
            let answer = browser.post(path, Some(right)).await;
            assert_eq!(answer.status, 200, "{path}: {}", answer.body);
        }
        let missing = browser.post("/auth/refresh", None).await;
        assert!(missing.body.contains(RENEWAL), "{}", missing.body);
    }
    let given = browser.log_in().await;
    assert!(
        !cookie(&given, RENEWAL).contains("HttpOnly"),
        "pages read it"
    );
    let value = browser.csrf();
    browser.post("/auth/logout", Some(&value)).await;
    assert!(!browser.cookies.contains_key(RENEWAL));
    // The access token has expired, and its cookie with it.
    for value in [RENEWAL, "__Host-csrf_token"] {
        browser.log_in().await;
        browser.cookies.remove(ACCESS);
        let value = browser.cookies[value].clone();
        let answer = browser.post("/auth/logout", Some(&value)).await;
        assert_eq!(answer.status, 204);
        assert!(browser.cookies.is_empty());
    }
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_make_a_browser_refresh() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    let (value, refresh) = (browser.csrf(), browser.cookies[REFRESH].clone());
    for (origin, value) in [
        ("https://site.example.com", None),
        ("https://site.example.com", Some("x")),
        ("https://evil.example", Some(&*value)),
        ("null", Some(&*value)),
    ] {
        let mut request = browser
            .request(Method::POST, "/auth/refresh")
            .header(ORIGIN, origin);
        if let Some(value) = value {
            request = request.header("x-csrf-token", value);
        }
        let answer = browser.send(request, "").await;
        assert_eq!(answer.status, 403, "{origin} {value:?}");
        assert_eq!(answer.json()["error"], "csrf_failed");
        assert_eq!(browser.cookies[REFRESH], refresh);
    }
}

#[tokio::test]
async fn the_value_of_another_session_is_of_no_use() {
    let service = service(json!({}));
    let strange = logged_in(&service).await;
    let mut browser = logged_in(&service).await;
    let answer = browser.post("/auth/refresh", Some(&strange.csrf())).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_log_a_user_out() {
    let service = service(json!({}));
    let mut browser = logged_in(&service).await;
    for path in ["/auth/logout", "/auth/logout-all"] {
        let answer = browser.submit("https://evil.example", path, "").await;
        assert_eq!(answer.status, 403, "{path}");
        assert_eq!(browser.get("/").await.status, 200, "{path}");
    }
    let value = browser.csrf();
    let answer = browser.post("/auth/logout-all", Some(&value)).await;
    assert_eq!(answer.status, 204);
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_put_a_browser_into_another_session() {
    let service = service(json!({}));
    let theirs = logged_in(&service).await.cookies[REFRESH].clone();
    let mut browser = Browser::at("site.example.com", &service.app);
    let fields = format!("refresh_token={theirs}");
    let answer = browser
        .submit("https://evil.example", "/auth/refresh", &fields)
        .await;
    assert_eq!(answer.status, 403, "{}", answer.body);
    assert!(browser.cookies.is_empty());
    let answer = browser
        .submit("https://evil.example", "/auth/logout", &fields)
        .await;
    assert_eq!(answer.status, 403);
    assert!(answer.headers.get(SET_COOKIE).is_none());
}

#[tokio::test]
async fn a_page_of_another_origin_cannot_put_a_browser_into_another_session_by_authenticating_again()
 {
    for (place, delivery) in [("query", "cookie"), ("form", "both")] {
        let service = service(json!({
            "token_from": ["header", "cookie", place],
            "token_delivery": delivery,
            "csrf": "origin",
        }));
        let mut browser = logged_in(&service).await;
        let mine = browser.cookies.clone();
        let theirs = logged_in(&service).await.cookies[ACCESS].clone();
        let credentials = "username=ada&password=secret";
        let (path, fields) = match place {
            "query" => (
                format!("/auth/reauthenticate?access_token={theirs}"),
                credentials.into(),
            ),
            _ => (
                "/auth/reauthenticate".into(),
                format!("{credentials}&access_token={theirs}"),
            ),
        };
        for origin in ["https://evil.example", "null"] {
            let answer = browser.submit(origin, &path, &fields).await;
            assert_eq!(answer.status, 403, "{place} {origin}: {}", answer.body);
            assert!(answer.headers.get(SET_COOKIE).is_none());
            assert_eq!(browser.cookies, mine);
        }
        // A page of the service may.
        let origin = browser.origin();
        let answer = browser.submit(&origin, &path, &fields).await;
        assert_eq!(answer.status, 303, "{place}: {}", answer.body);
        assert_ne!(browser.cookies[ACCESS], mine[ACCESS]);
    }
}
