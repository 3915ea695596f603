//! Sessions of users whose secret changes.

use jwt_guard::error::Reason;

use super::*;

#[tokio::test]
async fn a_browser_has_a_session_until_its_user_has_another_secret() {
    let people = People::new();
    let auth = Api {
        token_from: Some("cookie".into()),
        ..Api::new()
    };
    let app = app(&auth.auth(&people));
    let mut browser = Browser::at("site.example.com", &app);
    browser.log_in().await;
    assert_eq!(browser.get("/").await.body, "1");
    people.change("1", "ada's second");
    assert_eq!(browser.get("/").await.status, 401);
    assert!(!browser.cookies.contains_key("__Host-access_token"));
    browser.log_in().await;
    assert_eq!(browser.get("/").await.status, 200);
    // Logout of a live session requires its CSRF value.
    let logout = browser.request(Method::POST, "/auth/logout");
    assert_eq!(browser.send(logout, "").await.status, 403);
    let logout = browser.request(Method::POST, "/auth/logout");
    let logout = logout.header("x-csrf-token", browser.csrf());
    assert_eq!(browser.send(logout, "").await.status, 204);
    assert!(browser.cookies.is_empty());
}

#[tokio::test]
async fn a_session_goes_on_with_the_new_key_until_it_is_ended() {
    for refresh_format in [RefreshFormat::Opaque, RefreshFormat::Jwt] {
        let people = People::new();
        let auth = Auth::builder(Api {
            refresh_format: Some(refresh_format),
            session_owner: Some("shop".into()),
            ..Api::new()
        });
        let auth = auth.users(people.clone()).store(MemoryStore::new());
        let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
        let app = app(&auth);
        let form = async |path: &str, name: &str, token: &str| {
            let request = Request::post(path)
                .header("content-type", "application/x-www-form-urlencoded")
                .body(format!("{name}={token}").into());
            send(&app, request.unwrap()).await
        };
        let (_, first) = log_in(&app, "ada").await;
        people.change("1", "ada's second");
        let [old, refresh] = ["access_token", "refresh_token"].map(|key| first[key].as_str());
        assert_eq!(status(&app, "/", old.unwrap()).await, 401);
        let answer = form("/auth/refresh", "refresh_token", refresh.unwrap()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        let next = answer.json()["access_token"].as_str().unwrap().to_owned();
        assert_eq!(status(&app, "/", &next).await, 200);
        // Without a response of the backend, a revocation cannot be reported as done.
        let slow = token(&auth, "flaky", "");
        assert_eq!(form("/auth/revoke", "token", &slow).await.status, 503);
        assert_eq!(
            form("/auth/revoke", "token", old.unwrap()).await.status,
            200
        );
        assert_eq!(status(&app, "/", &next).await, 200);
        assert_eq!(form("/auth/revoke", "token", &next).await.status, 200);
        assert_eq!(status(&app, "/", &next).await, 401);
    }
}

#[tokio::test]
async fn a_token_that_works_once_has_the_key_of_its_user() {
    let people = People::new();
    let auth = Auth::builder(Api {
        session_owner: Some("shop".into()),
        ..Api::new()
    });
    let auth = auth.users(people.clone()).store(MemoryStore::new());
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let link = TokenType::from_static("link+jwt");
    let secret = auth.user_secret("1").await.unwrap().unwrap();
    let [token, late] = [(); 2].map(|()| {
        let token = auth.mint("1").token_type(&link);
        token.token_with(&secret).unwrap()
    });
    assert_eq!(auth.redeem(&link, &token).await.unwrap().subject(), "1");
    let again = auth.redeem(&link, &token).await;
    assert_eq!(
        again.err(),
        Some(Reason::SingleUseToken(TokenError::Used).into())
    );
    people.change("1", "ada's second");
    let refused = auth.redeem(&link, &late).await;
    let invalid = Reason::SingleUseToken(TokenError::Signature);
    assert_eq!(refused.err(), Some(invalid.into()));
}
