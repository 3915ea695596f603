//! Several attributes on one handler: all of their requirements must be met, and the manifest shows them.

use jwt_guard::{protected as secured, scoped as needs};

use super::*;

#[protected(max_age = "1h", acr = ["urn:example:mfa", "urn:example:hardware"])]
#[scoped("admin", fresh, max_age = "5m", acr = ["urn:example:hardware", "urn:example:other"])]
async fn stacked() {}

#[protected(max_age = "5m")]
#[cfg_attr(all(), scoped("admin", fresh))]
async fn conditional() {}

/// The attribute above does not know the one below by this name.
#[protected(max_age = "1h", acr = ["urn:example:mfa", "urn:example:hardware"])]
#[secured(max_age = "5m", acr = ["urn:example:hardware", "urn:example:other"])]
async fn renamed() {}

#[protected(optional, fresh)]
#[secured(optional)]
async fn perhaps_renamed() {}

#[scoped("admin")]
#[needs("user", max_age = "5m")]
async fn scoped_renamed() {}

fn merged(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/stacked", get(stacked))
        .route("/conditional", get(conditional))
        .route("/renamed", get(renamed))
        .route("/perhaps", get(perhaps_renamed))
        .route("/scoped", get(scoped_renamed))
        .with_state(auth.clone())
}

/// What is enough for each of these handlers.
fn enough() -> Value {
    json!({
        "fresh": true, "auth_time": NOW - 300, "acr": "urn:example:hardware", "scope": "admin user",
    })
}

#[tokio::test]
async fn the_stricter_of_two_attributes_counts() {
    let app = merged(&auth());
    let paths = [
        "/stacked",
        "/conditional",
        "/renamed",
        "/perhaps",
        "/scoped",
    ];
    for path in paths {
        assert_eq!(status(&app, path, &signed(enough())).await, 200, "{path}");
    }
    for (claim, value, refuse) in [
        ("fresh", json!(false), [true, true, false, true, false]),
        (
            "auth_time",
            json!(NOW - 301),
            [true, true, true, false, true],
        ),
        (
            "acr",
            json!("urn:example:mfa"),
            [true, false, true, false, false],
        ),
        (
            "acr",
            json!("urn:example:other"),
            [true, false, true, false, false],
        ),
    ] {
        let mut claims = enough();
        claims[claim] = value.clone();
        let token = signed(claims);
        for (path, refuses) in paths.into_iter().zip(refuse) {
            let expected = if refuses { 401 } else { 200 };
            let found = status(&app, path, &token).await;
            assert_eq!(found, expected, "{path} {claim} {value}");
        }
    }
}

#[tokio::test]
async fn the_challenge_is_one_of_all_attributes_together() {
    let app = merged(&auth());
    for path in ["/stacked", "/renamed"] {
        let answer = send(&app, get_with(path, &signed(json!({})))).await;
        let challenge = answer.challenge().unwrap();
        let expected = r#", acr_values="urn:example:hardware", max_age="300""#;
        assert!(challenge.ends_with(expected), "{path}: {challenge}");
    }
}

#[test]
fn the_manifest_shows_what_is_asked_for() {
    let manifest = merged(&auth()).manifest().to_string();
    let rows: Vec<Vec<&str>> = manifest
        .lines()
        .map(|line| line.split("  ").filter(|cell| !cell.is_empty()))
        .map(|cells| cells.map(str::trim).collect())
        .collect();
    let hardware = r#"max_age = "300s", acr = ["urn:example:hardware"]"#;
    let shown: Vec<_> = rows
        .iter()
        .map(|row| {
            let asked = row[4].strip_prefix("auth = Api, token_from(header), ");
            (row[1], row[2], asked.unwrap())
        })
        .collect();
    assert_eq!(
        shown,
        [
            ("/stacked", "admin", &*format!("fresh, {hardware}")),
            ("/conditional", "admin", r#"fresh, max_age = "300s""#),
            ("/renamed", "protected", hardware),
            ("/perhaps", "optional", "fresh"),
            ("/scoped", "user; admin", r#"max_age = "300s""#),
        ],
        "{manifest}"
    );
}

#[test]
fn the_manifest_says_it_to_programs() {
    let auth = auth();
    let shown = |app: &GuardedRouter, path: &str| {
        let manifest = serde_json::to_value(app.manifest()).unwrap();
        let routes = manifest.as_array().unwrap();
        let route = routes.iter().find(|route| route["path"] == path);
        route.unwrap().get("authentication").cloned()
    };
    let (single, merged) = (app(&auth), merged(&auth));
    assert_eq!(shown(&single, "/any"), None);
    assert_eq!(shown(&single, "/fresh"), Some(json!({"fresh": true})));
    assert_eq!(
        shown(&single, "/punctual"),
        Some(json!({"max_age": "300s"}))
    );
    assert_eq!(
        shown(&merged, "/stacked"),
        Some(json!({"fresh": true, "max_age": "300s", "acr": ["urn:example:hardware"]}))
    );
    let manifest = single.manifest().to_string();
    let punctual = manifest.lines().find(|line| line.contains("/punctual"));
    let punctual = punctual.unwrap();
    assert!(
        punctual.ends_with(r#", max_age = "300s", leeway = "0s""#),
        "{punctual}"
    );
}
