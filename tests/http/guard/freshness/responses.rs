//! The response to a token that is not fresh, and the cookies that the browser keeps.

use axum::http::Method;
use axum::http::header::{ACCEPT, CACHE_CONTROL, LOCATION, SET_COOKIE};

use super::*;
use crate::fixtures::browser::Browser;

const DESCRIPTION: &str =
    "this resource needs a more recent or a stronger authentication of the user";

#[tokio::test]
async fn the_challenge_says_what_is_asked_for() {
    let auth = auth();
    let (app, token) = (app(&auth), minted(&auth));
    for (path, parameters) in [
        ("/fresh", ""),
        ("/recent", r#", max_age="300""#),
        ("/strong", r#", acr_values="urn:example:mfa""#),
        (
            "/stronger",
            r#", acr_values="urn:example:mfa urn:example:hardware""#,
        ),
        (
            "/everything",
            r#", acr_values="urn:example:mfa", max_age="300""#,
        ),
        ("/admin", r#", max_age="300""#),
    ] {
        let answer = send(&app, get_with(path, &token)).await;
        assert_eq!(answer.status, 401, "{path}");
        let expected = format!(
            r#"Bearer realm="api", error="insufficient_user_authentication", error_description="{DESCRIPTION}"{parameters}"#
        );
        assert_eq!(answer.challenge(), Some(&*expected), "{path}");
        assert_eq!(
            answer.json(),
            json!({"error": "insufficient_user_authentication", "error_description": DESCRIPTION})
        );
        assert_eq!(answer.header(CACHE_CONTROL), Some("no-store"));
    }
}

#[tokio::test]
async fn the_challenge_has_the_realm_of_the_configuration() {
    let api = Api {
        realm: Some("vault".into()),
        ..Api::default()
    };
    let auth = api.auth_at(&FrozenClock::at(NOW));
    let answer = send(&app(&auth), get_with("/recent", &minted(&auth))).await;
    let challenge = answer.challenge().unwrap();
    assert!(
        challenge.starts_with(r#"Bearer realm="vault", "#),
        "{challenge}"
    );
}

#[tokio::test]
async fn a_browser_that_asks_for_a_page_is_sent_to_the_login() {
    let api = Api {
        login_redirect: Some("/login".into()),
        ..Api::default()
    };
    let auth = api.auth_at(&FrozenClock::at(NOW));
    let (app, token) = (app(&auth), minted(&auth));
    let mut page = get_with("/recent", &token);
    page.headers_mut()
        .insert(ACCEPT, "text/html".parse().unwrap());
    let answer = send(&app, page).await;
    assert_eq!(answer.status, 303);
    assert_eq!(answer.header(LOCATION), Some("/login?next=%2Frecent"));
    assert_eq!(status(&app, "/recent", &token).await, 401);
}

#[derive(AuthConfig)]
#[auth(users = Staff, token_from(cookie))]
struct Site {
    secret: Secret,
}

#[protected(max_age = "5m")]
async fn change() {}

#[protected(optional, max_age = "5m")]
async fn page() {}

/// The session is alive: nothing takes it from the browser.
#[tokio::test]
async fn a_session_that_is_too_old_stays() {
    let clock = FrozenClock::at(NOW);
    let site = Site {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(site).users(Staff).clock(clock.clone());
    let auth = auth.build().unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(any))
        .route("/change", get(change).post(change))
        .route("/page", get(page))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let mut browser = Browser::at("site.example.com", &app);
    browser.log_in().await;
    let (cookies, csrf) = (browser.cookies.clone(), browser.csrf());
    assert_eq!(browser.post("/change", Some(&csrf)).await.status, 200);
    clock.set(NOW + 301);
    for (method, path) in [
        (Method::GET, "/change"),
        (Method::POST, "/change"),
        (Method::GET, "/page"),
    ] {
        let request = browser.request(method, path).header("x-csrf-token", &csrf);
        let answer = browser
            .send(request.header("origin", browser.origin()), "")
            .await;
        assert_eq!(answer.status, 401, "{path}");
        assert_eq!(answer.json()["error"], "insufficient_user_authentication");
        assert_eq!(answer.header(SET_COOKIE), None);
    }
    assert_eq!(browser.cookies, cookies);
    assert_eq!(browser.get("/").await.status, 200);
    assert_eq!(
        browser.post("/change", None).await.status,
        403,
        "CSRF is first"
    );
}
