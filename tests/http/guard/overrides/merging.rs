//! Settings in several attributes of one handler, and in those of blocks; the manifest shows the result.

use jwt_guard::protected as secured;
use serde_json::{Value, json};

use super::*;

#[protected(leeway = "0s")]
#[inject_user(audience = "admin")]
async fn stacked(user: User) -> String {
    user.name
}

/// The attribute above does not know the one below by this name.
#[scoped("user:read")]
#[secured(audience = "admin")]
async fn hidden() {}

#[protected(leeway = "0s", audience = "admin")]
mod block {
    use super::*;

    pub(super) async fn inherits(claims: Claims<Membership>) -> String {
        claims.subject().to_owned()
    }

    #[scoped("user:read", audience = "audit")]
    pub(super) async fn has_its_own() {}

    #[public(replace)]
    pub(super) async fn is_public() {}
}

struct View;

#[protected(realm = "views", token_from(header(strict), query), header_prefixes = [])]
impl View {
    async fn list() {}
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/stacked", get(stacked))
        .route("/hidden", get(hidden))
        .route("/block", get(block::inherits))
        .route("/block/own", get(block::has_its_own))
        .route("/block/public", get(block::is_public))
        .route("/view", get(View::list))
        .with_state(auth())
}

/// A token for one audience that grants the scopes of every handler.
fn token_to(audience: &str) -> String {
    let minter = minter(Some("https://api.example.com"), &[audience]);
    let claims = Membership {
        plan: "pro".into(),
        team: None,
    };
    let mint = minter.mint("1").scopes(["user"]).claims(claims);
    mint.token().unwrap()
}

#[tokio::test]
async fn the_settings_of_all_attributes_hold_and_those_of_a_block_unless_a_handler_has_its_own() {
    let app = app();
    for (path, admin, audit, usual) in [
        ("/stacked", 200, 401, 401),
        ("/hidden", 200, 401, 401),
        ("/block", 200, 401, 401),
        ("/block/own", 401, 200, 401),
        ("/block/public", 200, 200, 200),
    ] {
        assert_eq!(
            status(&app, path, &token_to("admin")).await,
            admin,
            "{path}"
        );
        assert_eq!(
            status(&app, path, &token_to("audit")).await,
            audit,
            "{path}"
        );
        assert_eq!(status(&app, path, &token(&["user"])).await, usual, "{path}");
    }
    let bare = get_with_header("/view", "authorization", &token(&[]));
    assert_eq!(send(&app, bare).await.status, 200);
    let answer = send(&app, get_request("/view")).await;
    assert_eq!(answer.challenge(), Some(r#"Bearer realm="views""#));
}

#[test]
fn the_manifest_shows_the_settings_of_each_handler_as_its_attribute_has_them() {
    let app = app();
    let text = app.manifest().to_string();
    let json: Value = serde_json::to_value(app.manifest()).unwrap();
    for (path, options, settings) in [
        (
            "/stacked",
            r#"audience = ["admin"], leeway = "0s""#,
            json!({"audience": ["admin"], "leeway": "0s"}),
        ),
        (
            "/hidden",
            r#"audience = ["admin"]"#,
            json!({"audience": ["admin"]}),
        ),
        (
            "/block/own",
            r#"audience = ["audit"], leeway = "0s""#,
            json!({"audience": ["audit"], "leeway": "0s"}),
        ),
        ("/block/public", "is_public  replace", Value::Null),
        (
            "/view",
            r#"token_from(header(strict), query), header_prefixes = [], realm = "views""#,
            json!({"realm": "views", "header_prefixes": [], "token_from": ["header strict", "query"]}),
        ),
    ] {
        let mut lines = text.lines();
        let line = lines
            .find(|line| line.contains(&format!(" {path} ")))
            .unwrap();
        assert!(line.ends_with(options), "{line}");
        let mut routes = json.as_array().unwrap().iter();
        let route = routes.find(|route| route["path"] == path).unwrap();
        assert_eq!(
            route.get("settings").unwrap_or(&Value::Null),
            &settings,
            "{path}"
        );
    }
}
