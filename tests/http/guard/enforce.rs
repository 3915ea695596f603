//! `enforce = "dangerously-off"`: requests without a token are accepted, but grant no scopes, and CSRF attacks are still
//! refused.

use axum::body::Body;
use axum::http::Request;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;

use crate::fixtures::app::*;

#[derive(AuthConfig)]
#[auth(enforce = "dangerously-off", token_from(header, cookie))]
struct Open {
    secret: Secret,
}

#[protected]
async fn change() {}

#[scoped("user:write")]
async fn write() {}

fn scope() -> &'static str {
    "user:write"
}

#[scoped(with = scope)]
async fn write_computed() {}

#[scoped(any("user:write", "admin"))]
async fn write_grouped() {}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[tokio::test]
async fn without_enforcement_scopes_claims_and_forged_requests_are_still_refused() {
    let config = Open {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(config).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let granting = |scope: &str| auth.mint("1").scopes([scope]).token().unwrap();
    let (right, wrong) = (granting("user:write"), granting("user:read"));
    let app = GuardedRouter::new()
        .route("/", get(change).post(change))
        .route("/write", get(write))
        .route("/computed", get(write_computed))
        .route("/grouped", get(write_grouped))
        .route("/me", get(whoami))
        .with_state(auth.clone());
    for token in [None, Some("a.b.c"), Some("a b"), Some(&*wrong)] {
        assert_eq!(get_as(&app, "/", token).await.0, 200, "{token:?}");
    }
    for path in ["/write", "/computed", "/grouped"] {
        for (token, status) in [
            (None, 401),
            (Some("a.b.c"), 401),
            (Some(&*wrong), 403),
            (Some(&*right), 200),
        ] {
            assert_eq!(get_as(&app, path, token).await.0, status, "{path}");
        }
    }
    assert_eq!(get_as(&app, "/me", None).await.0, 401);
    let forged = Request::post("/").header("cookie", format!("__Host-access_token={right}"));
    let answer = send(&app, forged.body(Body::empty()).unwrap()).await;
    assert_eq!(answer.status, 403);
}

#[tokio::test]
async fn verify_says_valid_of_no_garbage_also_without_enforcement() {
    #[derive(AuthConfig)]
    #[auth(
        enforce = "dangerously-off",
        claims = Membership,
        users = Users,
        issuer = "https://api.example.com"
    )]
    struct OpenWithUsers {
        secret: Secret,
    }
    let config = OpenWithUsers {
        secret: SECRET.into(),
    };
    let auth = Auth::builder(config).users(Users);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let right = token(&[]);
    let forged = Api {
        secret: OTHER_SECRET.into(),
    };
    let forged = Auth::builder(forged).users(Users);
    let forged = forged.clock(FrozenClock::at(NOW)).build().unwrap();
    let plan = "pro".into();
    let forged = forged.mint("1").claims(Membership { plan, team: None });
    let forged = forged.token().unwrap();
    for (token, status, code) in [
        (Some(&*right), 200, "\"valid\":true"),
        (Some("a.b.c"), 401, "invalid_token"),
        (Some("garbage"), 401, "invalid_token"),
        (Some(&*forged), 401, "invalid_token"),
        (None, 401, "missing_token"),
    ] {
        let (found, body) = get_as(&app, "/auth/verify", token).await;
        assert_eq!(found, status, "{token:?}: {body}");
        assert!(body.contains(code), "{body}");
    }
}
