//! The challenge names what all conditions of a chain need (RFC 6750 §3), whichever of them is not met.

use axum::extract::Path;

use super::*;

fn of_team(Path(team): Path<String>) -> String {
    format!("team:{team}")
}

#[scoped("staff", "admin", require_all = false)]
mod staff {
    use super::of_team;

    #[scoped("note:write", "note:read")]
    pub(super) async fn write() {}

    #[scoped("note:{team}:write")]
    pub(super) async fn of_note() {}

    #[scoped(with = of_team)]
    pub(super) async fn in_team() {}
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/write", get(staff::write))
        .route("/notes/{team}", get(staff::of_note))
        .route("/teams/{team}", get(staff::in_team))
        .with_state(auth())
}

async fn named(path: &str, granted: &[&str]) -> String {
    let answer = send(&app(), get_with(path, &token(granted))).await;
    assert_eq!(answer.status, 403, "{path} {granted:?}");
    let challenge = answer.challenge().unwrap();
    let (_, scopes) = challenge.split_once(", scope=").unwrap();
    scopes.trim_matches('"').to_owned()
}

#[tokio::test]
async fn what_all_conditions_need_is_named() {
    for (path, granted, expected) in [
        ("/write", &[][..], "staff note:write note:read"),
        ("/write", &["note"], "staff note:write note:read"),
        ("/write", &["admin"], "admin note:write note:read"),
        ("/write", &["admin:x"], "admin note:write note:read"),
        ("/notes/7", &["note"], "staff note:7:write"),
        ("/notes/7", &["admin"], "admin note:7:write"),
        ("/teams/7", &["admin"], "admin team:7"),
    ] {
        assert_eq!(named(path, granted).await, expected, "{path} {granted:?}");
    }
}

#[tokio::test]
async fn no_function_is_asked_about_a_request_that_is_refused_already() {
    assert_eq!(named("/teams/9", &["team:9"]).await, "staff");
    assert_eq!(named("/teams/9", &["user"]).await, "staff");
}
