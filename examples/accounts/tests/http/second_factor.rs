//! The second factor.

use serde_json::{Value, json};

use crate::fixtures::{Authenticator, PASSWORD, Service, TestResponse, next_second, part};

const ADA: &str = "ada@example.com";

/// The service with a user who has a second factor, and the app with its key.
async fn start() -> (Service, Authenticator) {
    let service = Service::start().await;
    service.register(ADA).await;
    let app = service.enrol(ADA).await;
    (service, app)
}

impl Service {
    /// The token that follows the right password.
    async fn step(&self) -> String {
        let response = self.sign_in(ADA, PASSWORD).await;
        assert_eq!(response.status, 200);
        assert!(response.json().get("access_token").is_none());
        assert!(response.headers.get("set-cookie").is_none());
        assert_eq!(response.headers["cache-control"], "no-store");
        response.text("second_factor")
    }

    async fn enter(&self, token: &str, code: &str) -> TestResponse {
        self.post("/sign-in/code", json!({"token": token, "code": code}))
            .await
    }
}

#[tokio::test]
async fn a_session_begins_after_both_factors() {
    let (service, app) = start().await;
    let token = service.step().await;
    assert!(!service.accepts(&token).await, "it is no access token");
    let begun = service.enter(&token, &app.code(0)).await;
    assert_eq!(begun.status, 200, "{}", begun.body);
    let access = begun.text("access_token");
    assert_eq!(part(&access, 1)["amr"], json!(["pwd", "otp"]));
    assert!(part(&access, 1).get("first_factor").is_none());
    assert!(service.accepts(&access).await);
}

#[tokio::test]
async fn a_code_is_accepted_once() {
    let (service, app) = start().await;
    let of_enrolment = service.enter(&service.step().await, &app.code(-1)).await;
    assert_eq!(of_enrolment.status, 401);
    let current = app.code(0);
    let (one, two) = (service.step().await, service.step().await);
    let (one, two) = tokio::join!(service.enter(&one, &current), service.enter(&two, &current));
    let mut statuses = [one.status.as_u16(), two.status.as_u16()];
    statuses.sort_unstable();
    assert_eq!(statuses, [200, 401]);
    let next = service.enter(&service.step().await, &app.code(1)).await;
    assert_eq!(next.status, 200, "{}", next.body);
    let earlier = service.enter(&service.step().await, &current).await;
    assert_eq!(earlier.status, 401);
}

#[tokio::test]
async fn the_token_between_the_factors_works_once() {
    let (service, app) = start().await;
    let token = service.step().await;
    let wrong = service.enter(&token, "000000").await;
    assert_eq!(
        (wrong.status.as_u16(), &*wrong.text("error")),
        (401, "invalid_grant")
    );
    let used = service.enter(&token, &app.code(0)).await;
    assert_eq!(used.status, 400, "{}", used.body);
    // A mistyped code is no reason to enter the password again.
    let next = service
        .enter(&wrong.text("second_factor"), &app.code(0))
        .await;
    assert_eq!(next.status, 200, "{}", next.body);
    assert_eq!(
        part(&next.text("access_token"), 1)["amr"],
        json!(["pwd", "otp"])
    );
}

#[tokio::test]
async fn codes_cannot_be_guessed() {
    let (service, app) = start().await;
    for _ in 0..10 {
        let wrong = service.enter(&service.step().await, "000000").await;
        assert_eq!(wrong.status, 401);
    }
    let limited = service.enter(&service.step().await, &app.code(0)).await;
    assert_eq!(limited.status, 429, "{}", limited.body);
}

#[tokio::test]
async fn a_key_is_in_use_after_its_first_code() {
    let service = Service::start().await;
    let access = service.register(ADA).await.text("access_token");
    let other = service.access(ADA).await;
    let key = service
        .post_as(&access, "/second-factor", Value::Null)
        .await;
    assert!(
        key.text("link")
            .starts_with("otpauth://totp/Accounts:ada%40example.com?secret=")
    );
    let wrong = json!({"code": "000000"});
    let refused = service
        .post_as(&access, "/second-factor/confirm", wrong)
        .await;
    assert_eq!(refused.status, 400);
    // Not in use yet.
    service.access(ADA).await;
    assert!(service.accepts(&other).await);
    let first = json!({"code": Authenticator::new(&key.text("secret")).code(0)});
    let done = service
        .post_as(&access, "/second-factor/confirm", first)
        .await;
    assert_eq!(done.status, 204);
    service.step().await;
    assert!(service.accepts(&access).await);
    assert!(
        !service.accepts(&other).await,
        "it began without a second factor"
    );
}

#[tokio::test]
async fn no_other_way_avoids_it() {
    let (service, app) = start().await;
    let link = service.link("/link", ADA).await;
    let by_link = service.post("/link/open", json!({"token": link})).await;
    let begun = service
        .enter(&by_link.text("second_factor"), &app.code(0))
        .await;
    assert_eq!(
        part(&begun.text("access_token"), 1)["amr"],
        json!(["email", "otp"])
    );
    let reset = service.link("/forgot", ADA).await;
    let reset = json!({"token": reset, "password": PASSWORD});
    assert_eq!(service.post("/reset", reset).await.status, 204);
    next_second().await;
    let wrong = service.enter(&service.step().await, &app.code(0)).await;
    assert_eq!(wrong.status, 401, "the code was used");
    for ready_made in ["/auth", "/auth/reauthenticate"] {
        let credentials = json!({"email": ADA, "password": PASSWORD});
        assert_eq!(
            service.post(ready_made, credentials).await.status,
            404,
            "{ready_made}"
        );
    }
}

#[tokio::test]
async fn it_can_be_removed() {
    let (service, app) = start().await;
    let begun = service.enter(&service.step().await, &app.code(0)).await;
    let access = begun.text("access_token");
    let done = service
        .post_as(&access, "/second-factor/remove", Value::Null)
        .await;
    assert_eq!(done.status, 204, "{}", done.body);
    service.access(ADA).await;
}

/// A session of last week, perhaps a stolen one, does not lock the user out with a key of its own.
#[tokio::test]
async fn changing_it_needs_a_recent_sign_in() {
    let manifest = Service::start().await.manifest;
    for path in [
        "/second-factor",
        "/second-factor/confirm",
        "/second-factor/remove",
    ] {
        let is_route = |line: &&str| line.split_whitespace().any(|word| word == path);
        let line = manifest.lines().find(is_route).unwrap();
        assert!(line.contains("max_age"), "{line}");
    }
}

#[tokio::test]
async fn a_browser_enters_the_code_on_a_page() {
    let (service, app) = start().await;
    let mut browser = service.browser();
    let fields = [("email", ADA), ("password", PASSWORD)];
    let page = browser.post("/sign-in?next=/users", &fields).await;
    assert_eq!(page.status, 200);
    assert!(!browser.is_signed_in().await);
    let token = page.field("token");
    let fields = [("token", &*token), ("code", "000000")];
    let wrong = browser.post("/sign-in/code?next=/users", &fields).await;
    assert_eq!(wrong.status, 401);
    assert!(wrong.body.contains("This code is not right"));
    let fields = [("token", &*wrong.field("token")), ("code", &app.code(0))];
    let begun = browser.post("/sign-in/code?next=/users", &fields).await;
    assert_eq!(begun.location(), "/users");
    assert!(browser.is_signed_in().await);
}
