//! The manifest shows the chain of conditions, and where a part of it was replaced.

use serde_json::{Value, json};

use super::*;

#[scoped("staff", "admin", require_all = false)]
mod staff {
    #[scoped("note:write", max_age = "5m")]
    pub(super) async fn write() {}

    #[scoped("note:read")]
    pub(super) mod notes {
        #[scoped(any("x", all("y", "z")))]
        pub(crate) async fn deep() {}
    }
}

fn row(manifest: &str, path: &str) -> Vec<String> {
    let row = manifest.lines().find(|row| row.contains(path)).unwrap();
    let cells = row.split("  ").map(str::trim);
    let cells = cells.filter(|cell| !cell.is_empty()).skip(1);
    cells.map(str::to_owned).collect()
}

fn json_of(app: &GuardedRouter, path: &str) -> Value {
    let json = serde_json::to_value(app.manifest()).unwrap();
    let routes = json.as_array().unwrap();
    let route = routes.iter().find(|route| route["path"] == path);
    route.unwrap().clone()
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/staff/write", get(staff::write))
        .route("/staff/deep", get(staff::notes::deep))
        .with_state(auth())
}

#[test]
fn a_chain_is_shown_with_each_of_its_conditions() {
    let manifest = app().manifest().to_string();
    assert_eq!(
        row(&manifest, "/staff/write"),
        [
            "/staff/write",
            "note:write; staff or admin",
            "http::guard::blocks::manifest::staff::write",
            r#"auth = Api, token_from(header), max_age = "300s""#,
        ]
    );
    assert_eq!(
        row(&manifest, "/staff/deep")[1],
        "x or (y and z); note:read; staff or admin"
    );
}

#[test]
fn programs_read_each_condition_of_a_chain() {
    let deep = json_of(&app(), "/staff/deep");
    let staff =
        json!({"scopes": ["staff", "admin"], "require_all": false, "require_all_actions": true});
    assert_eq!(
        deep["required"],
        json!([
            {"condition": {"any": ["x", {"all": ["y", "z"]}]}, "require_all_actions": true},
            {"scopes": ["note:read"], "require_all": true, "require_all_actions": true},
            staff,
        ])
    );
    assert_eq!(deep.get("replaces_block"), None);
}

#[test]
fn a_replacement_is_shown() {
    let app = replaced::app();
    let manifest = app.manifest().to_string();
    for (path, access, options) in [
        ("/health ", "public", "replace"),
        (
            "/perhaps ",
            "optional",
            r#"auth = Api, token_from(header), realm = "admin", replace"#,
        ),
        (
            "/write ",
            "note:write",
            r#"auth = Api, token_from(header), realm = "admin", replace"#,
        ),
        (
            "/notes/write ",
            "note:write; note:read",
            r#"auth = Api, token_from(header), realm = "admin", replace"#,
        ),
        ("/open ", "public", "replace"),
    ] {
        let row = row(&manifest, path);
        assert_eq!((&*row[1], &*row[3]), (access, options), "{manifest}");
    }
    assert_eq!(json_of(&app, "/health")["replaces_block"], json!(true));
    assert_eq!(json_of(&app, "/write")["replaces_block"], json!(true));
}
