//! The CSRF protection of one handler: `csrf`.

use axum::http::Method;
use axum::http::header::{CONTENT_TYPE, ORIGIN};
use serde_json::json;

use super::*;
use crate::browser::cookies::Site;
use crate::fixtures::browser::Browser;

#[protected]
async fn usual(body: String) -> String {
    body
}

#[protected(csrf = "off")]
async fn hook() {}

#[protected(csrf = "origin")]
async fn of_our_pages() {}

#[protected(csrf = "on")]
async fn of_our_session(body: String) -> String {
    body
}

fn auth(csrf: Option<&str>) -> Auth<Site> {
    let mut config = Site::new();
    config.csrf = csrf.map(str::to_owned);
    config.auth(NOW)
}

fn app(csrf: Option<&str>) -> GuardedRouter {
    let auth = auth(csrf);
    let router = GuardedRouter::new()
        .route("/", post(usual))
        .route("/hook", post(hook))
        .route("/ours", post(of_our_pages));
    let router = match csrf {
        None => router.route("/session", post(of_our_session)),
        // It would not start.
        Some(_) => router.merge_unguarded(
            axum::Router::new()
                .route("/session", axum::routing::post(of_our_session))
                .layer(auth.layer()),
        ),
    };
    router.nest("/auth", auth.endpoints()).with_state(auth)
}

async fn browser(csrf: Option<&str>) -> Browser {
    let mut browser = Browser::at("site.example.com", &app(csrf));
    assert_eq!(browser.log_in().await.status, 200);
    browser
}

/// The status of a request from a page of this origin, without the value of the session.
async fn status(browser: &mut Browser, path: &str, origin: &str) -> u16 {
    let request = browser.request(Method::POST, path).header(ORIGIN, origin);
    browser.send(request, "").await.status.as_u16()
}

#[tokio::test]
async fn a_handler_asks_for_less_or_more_than_its_neighbours() {
    let ours = "https://site.example.com";
    let theirs = "https://evil.example";
    for (csrf, path, from_us, from_them) in [
        (None, "/", 403, 403),
        (None, "/hook", 200, 200),
        (None, "/ours", 200, 403),
        (None, "/session", 403, 403),
        (Some("origin"), "/", 200, 403),
        (Some("origin"), "/hook", 200, 200),
        (Some("off"), "/", 200, 200),
        (Some("off"), "/ours", 200, 403),
    ] {
        let mut browser = browser(csrf).await;
        let found = [
            status(&mut browser, path, ours).await,
            status(&mut browser, path, theirs).await,
        ];
        assert_eq!(found, [from_us, from_them], "{path} with {csrf:?}");
    }
}

#[tokio::test]
async fn the_value_of_the_session_is_found_in_header_and_form_for_a_handler_of_its_own() {
    let mut browser = browser(None).await;
    let csrf = browser.csrf();
    assert_eq!(browser.post("/session", Some(&csrf)).await.status, 200);
    let fields = format!("csrf_token={csrf}");
    let form = |browser: &Browser| {
        browser
            .request(Method::POST, "/session")
            .header(ORIGIN, "https://site.example.com")
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
    };
    let request = form(&browser);
    assert_eq!(browser.send(request, &fields).await.body, fields);
    let request = form(&browser);
    assert_eq!(browser.send(request, "csrf_token=x").await.status, 403);
}

#[tokio::test]
async fn a_value_that_no_session_has_is_a_mistake_of_the_program_and_refuses_all() {
    for csrf in ["origin", "off"] {
        let mut browser = browser(Some(csrf)).await;
        let found = status(&mut browser, "/session", "https://site.example.com").await;
        assert_eq!(found, 500, "{csrf}");
    }
}

#[test]
fn a_guarded_router_does_not_start_with_a_handler_that_asks_for_such_a_value() {
    #[protected(csrf = "on", token_from(header))]
    async fn without_cookies() {}

    let problems = |csrf, also: GuardedRouter<Auth<Site>>| {
        let pages = GuardedRouter::new()
            .route("/session", get(hook).post(of_our_session))
            .route("/header", post(without_cookies))
            .merge(also);
        let router = GuardedRouter::<()>::new().nest("/pages", pages.with_state(auth(csrf)));
        let error = router.try_finish().err();
        error.map_or_else(Vec::new, |error| error.problems().to_vec())
    };
    assert_eq!(problems(None, GuardedRouter::new()), Vec::<String>::new());
    for csrf in ["origin", "off"] {
        let found = problems(Some(csrf), GuardedRouter::new().fallback(of_our_session));
        let said =
            "of_our_session`: `csrf`: found `on`, while sessions have no CSRF value; expected";
        assert!(
            found.len() == 2 && found.iter().all(|problem| problem.contains(said)),
            "{found:?}"
        );
    }
}

#[test]
fn the_manifest_shows_who_asks_for_less() {
    let app = app(None);
    let text = app.manifest().to_string();
    let line = text.lines().find(|line| line.contains(" /hook ")).unwrap();
    assert!(line.ends_with(r#"csrf = "off""#), "{line}");
    let json = serde_json::to_value(app.manifest()).unwrap();
    let mut routes = json.as_array().unwrap().iter();
    let route = routes.find(|route| route["path"] == "/hook").unwrap();
    assert_eq!(route["settings"], json!({"csrf": "off"}));
}
