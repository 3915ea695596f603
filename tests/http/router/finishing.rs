//! `finish()` reports all problems of a router at once, when the program starts.

use jwt_guard::prelude::*;

use crate::fixtures::app::SECRET;

#[derive(AuthConfig)]
#[auth(token_from(header, cookie), csrf = "origin")]
struct Site {
    secret: Secret,
}

fn auth() -> Auth<Site> {
    Auth::builder(Site {
        secret: SECRET.into(),
    })
    .build()
    .unwrap()
}

#[protected(revocation = "all", csrf = "on")]
async fn careful() {}

#[protected(csrf = "on")]
async fn checked() {}

#[scoped("team:{team}:read")]
async fn of_team() {}

#[test]
fn finish_reports_all_problems_of_all_routes_at_once() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/careful", get(careful))
        .route("/teams/{id}", get(of_team))
        .nest("/v1", GuardedRouter::new().route("/checked", get(checked)))
        .fallback(of_team)
        .with_state(auth());
    let error = app.try_finish().unwrap_err();
    let problems = [
        "careful`: `revocation`: found `all`",
        "careful`: `csrf`: found `on`",
        "checked`: `csrf`: found `on`",
        "its route `GET /teams/{id}` has no parameter `{team}`",
        "its route `* *` has no parameter `{team}`",
    ];
    let found = error.problems();
    assert_eq!(found.len(), problems.len(), "{error}");
    for (found, expected) in found.iter().zip(problems) {
        assert!(found.contains(expected), "{expected} is not in {found}");
    }
}

#[test]
#[should_panic(expected = "careful`: `csrf`: found `on`")]
fn a_router_with_a_problem_does_not_finish() {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/careful", get(careful))
        .with_state(auth());
    let _ = app.finish();
}
