//! Redirects of browsers to the login page, and login forms with wrong credentials.

use super::*;

#[tokio::test]
async fn browsers_are_sent_to_the_login_page_and_programs_are_not() {
    let config = Site {
        login_redirect: Some("/login".into()),
        ..Site::new()
    };
    let mut browser = Browser::at("site.example.com", &site(config, NOW));
    let page =
        |browser: &Browser, method| browser.request(method, "/").header("accept", "text/html");
    let answer = browser.send(page(&browser, Method::GET), "").await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header("location"), Some("/login?next=%2F"));
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    assert_eq!(browser.get("/").await.status, 401);
    assert_eq!(
        browser.send(page(&browser, Method::POST), "").await.status,
        401
    );
}

#[tokio::test]
async fn a_login_form_with_wrong_credentials_leads_back_to_the_login_page() {
    for (login_redirect, status, location) in [
        (
            Some("/login"),
            303,
            Some("/login?error=invalid_grant&next=%2Fa%3Fb%3Dc"),
        ),
        (
            Some("/login?lang=de#form"),
            303,
            Some("/login?lang=de&error=invalid_grant&next=%2Fa%3Fb%3Dc#form"),
        ),
        (None, 401, None),
    ] {
        let config = Site {
            login_redirect: login_redirect.map(Into::into),
            ..Site::new()
        };
        let mut browser = Browser::at("site.example.com", &site(config, NOW));
        let value = browser.get("/login").await.body;
        for username in ["ada", "gone", "nobody"] {
            let fields =
                format!("username={username}&password=no&csrf_token={value}&next=/a%3Fb%3Dc");
            let answer = browser
                .submit("https://site.example.com", "/auth", &fields)
                .await;
            assert_eq!(answer.status, status);
            assert_eq!(answer.header("location"), location);
            assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
            assert_eq!(set_cookies(&answer), Vec::<&str>::new());
        }
        // A program reads the response, and a page of another origin is not redirected.
        let login = browser
            .request(Method::POST, "/auth")
            .header(CONTENT_TYPE, "application/json");
        let json = r#"{"username":"ada","password":"no"}"#;
        let answer = browser.send(login, json).await;
        assert_eq!(
            (answer.status.as_u16(), answer.header("location")),
            (401, None)
        );
        let fields = format!("username=ada&password=no&csrf_token={value}");
        let forged = browser
            .submit("https://evil.example", "/auth", &fields)
            .await;
        assert_eq!(
            (forged.status.as_u16(), forged.header("location")),
            (403, None)
        );
    }
}

#[tokio::test]
async fn a_login_form_with_wrong_credentials_keeps_no_way_to_another_host() {
    let config = Site {
        login_redirect: Some("/login".into()),
        ..Site::new()
    };
    let mut browser = Browser::at("site.example.com", &site(config, NOW));
    let value = browser.get("/login").await.body;
    for next in [
        "",
        "//evil.example",
        "https://evil.example",
        "/%5Cevil.example",
    ] {
        let fields = format!("username=ada&password=no&csrf_token={value}&next={next}");
        let answer = browser
            .submit("https://site.example.com", "/auth", &fields)
            .await;
        let location = answer.header("location");
        assert_eq!(location, Some("/login?error=invalid_grant"), "{next}");
    }
}

#[tokio::test]
async fn a_login_page_is_kept_out_of_caches() {
    let answer = browser().get("/login").await;
    assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
}
