//! The conformance server: its behaviour for clients in any language.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

mod browsers;
mod settings;

#[path = "../common/server.rs"]
mod server;

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::net::TcpStream;

use jwt_guard::Algorithm;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::token::Minter;
use jwt_syntax::setting::SETTINGS;
use serde_json::{Value, json};
use server::{Server, example};

const JSON: &str = "Content-Type: application/json\r\n";
const SECRET: &str = "wYb7nQ2xT9pLk4sVzR8mJ3cF6hD1gA5e";

fn frozen() -> Server {
    Server::start(example("conformance").args(["--listen", "127.0.0.1:0", "--clock", "1800000000"]))
}

/// A frozen server with the settings of a file.
fn with_settings(name: &str, settings: &Value) -> Server {
    let path = std::env::temp_dir().join(format!("jwt-guard-{name}-{}.json", std::process::id()));
    fs::write(&path, settings.to_string()).unwrap();
    let mut command = example("conformance");
    command.args([
        "--listen",
        "127.0.0.1:0",
        "--clock",
        "1800000000",
        "--settings",
    ]);
    let server = Server::start(command.arg(&path));
    fs::remove_file(&path).unwrap();
    server
}

fn status(head: &str) -> &str {
    head.split(' ').nth(1).unwrap()
}

fn login(server: &Server, prefix: &str, username: &str) -> String {
    let body = json!({"username": username, "password": "abcxyz"}).to_string();
    let (head, body) = server.send("POST", prefix, JSON, &body);
    assert_eq!(status(&head), "200", "{body}");
    let body: Value = serde_json::from_str(&body).unwrap();
    format!(
        "Authorization: Bearer {}\r\n",
        body["access_token"].as_str().unwrap()
    )
}

#[test]
fn the_sample_routes_of_sanic_jwt_answer_as_documented() {
    let server = frozen();
    let table = [
        ("user1", ["200", "200", "403", "200", "200"]),
        ("user2", ["200", "200", "200", "200", "200"]),
        ("user3", ["403", "200", "403", "403", "403"]),
        ("user4", ["403", "403", "403", "403", "403"]),
    ];
    for (user, expected) in table {
        let token = login(&server, "/auth", user);
        for (route, expected) in (1..).zip(expected) {
            let (head, _) = server.send("GET", &format!("/protected/scoped/{route}"), &token, "");
            assert_eq!(status(&head), expected, "{user} on {route}");
        }
    }
}

#[test]
fn computed_scopes_decide_as_documented() {
    let server = frozen();
    let table = [
        ("user1", ["200", "403", "403"]),
        ("user2", ["200", "403", "403"]),
        ("user3", ["403", "403", "403"]),
        ("user4", ["403", "200", "403"]),
    ];
    for (user, expected) in table {
        let token = login(&server, "/auth", user);
        for (route, expected) in ["6/1", "7/1", "7/2"].into_iter().zip(expected) {
            let (head, _) = server.send("GET", &format!("/protected/scoped/{route}"), &token, "");
            assert_eq!(status(&head), expected, "{user} on {route}");
        }
    }
}

/// Every ninth result of sanic-jwt's own validator, compared over HTTP.
#[test]
fn scopes_of_a_query_decide_as_sanic_jwt_does() {
    let rows: Vec<Value> = serde_json::from_str(include_str!(
        "../../jwt-syntax/tests/data/scopes_truth.json"
    ))
    .unwrap();
    let settings = json!({"secret": SECRET, "scopes_claim": "scopes"});
    let server = with_settings("scopes", &settings);
    let keys = KeyRing::new(Key::secret(Algorithm::HS256, &SECRET.into()).unwrap());
    let minter = Minter::builder::<ExtraClaims>(keys)
        .clock(FrozenClock::at(1_800_000_000))
        .build()
        .unwrap();
    let mut compared = [0; 2];
    for row in rows.iter().step_by(9) {
        let required = row["required"].as_array().unwrap();
        let (false, Some(expected)) = (required.contains(&Value::Null), row["expected"].as_bool())
        else {
            continue;
        };
        let mut query = format!(
            "require_all={}&require_all_actions={}",
            row["require_all"], row["require_all_actions"]
        );
        for scope in required {
            let bytes = scope.as_str().unwrap().bytes();
            let encoded: String = bytes.map(|byte| format!("%{byte:02X}")).collect();
            query.push_str(&format!("&required={encoded}"));
        }
        let claims = [("scopes".to_owned(), row["user"].clone())];
        let token = minter
            .mint("1")
            .claims(claims.into_iter().collect())
            .token();
        let token = format!("Authorization: Bearer {}\r\n", token.unwrap());
        let (head, body) = server.send("GET", &format!("/scoped?{query}"), &token, "");
        // A function that computes no scopes refuses the request: the one difference.
        let expected = expected && !required.is_empty();
        let answer = if expected { "200" } else { "403" };
        assert_eq!(status(&head), answer, "{row}");
        assert_eq!(body == r#"{"scoped":true}"#, expected, "{row}");
        compared[usize::from(expected)] += 1;
    }
    assert!(compared.iter().all(|count| *count > 50), "{compared:?}");
}

#[test]
fn each_route_answers_as_its_policy_says() {
    let server = frozen();
    let token = login(&server, "/auth", "user2");
    for (method, path, body) in [
        ("GET", "/protected", r#"{"protected":true,"scoped":false}"#),
        (
            "GET",
            "/protected/user",
            r#"{"user_id":2,"username":"user2"}"#,
        ),
        ("GET", "/protected/optional", r#"{"subject":"2"}"#),
        ("POST", "/echo", r#"{"a":1}"#),
        ("GET", "/view", r#"{"view":"list"}"#),
        ("POST", "/view", r#"{"by":"2","view":"create"}"#),
        ("GET", "/auth/verify", r#"{"valid":true}"#),
        (
            "GET",
            "/auth/me",
            r#"{"me":{"user_id":2,"username":"user2"}}"#,
        ),
    ] {
        let (_, answer) = server.send(method, path, &format!("{token}{JSON}"), r#"{"a":1}"#);
        assert_eq!(answer, body, "{method} {path}");
        let (head, answer) = server.send(method, path, JSON, "not json");
        match path {
            "/protected/optional" => assert_eq!(answer, r#"{"subject":null}"#),
            _ => assert_eq!(status(&head), "401", "{method} {path}"),
        }
    }
    assert_eq!(server.send("GET", "/", "", "").1, r#"{"hello":"world"}"#);
    let (_, claims) = server.send("GET", "/claims", &token, "");
    let claims: Value = serde_json::from_str(&claims).unwrap();
    assert_eq!(
        (&claims["sub"], &claims["exp"]),
        (&json!("2"), &json!(1_800_000_900))
    );
}

#[test]
fn the_two_instances_are_isolated() {
    let server = frozen();
    let token = login(&server, "/auth", "user1");
    let admin = login(&server, "/admin/auth", "user1");
    assert_eq!(
        status(&server.send("GET", "/admin/ping", &admin, "").0),
        "200"
    );
    assert_eq!(
        status(&server.send("GET", "/admin/ping", &token, "").0),
        "401"
    );
    assert_eq!(
        status(&server.send("GET", "/protected", &admin, "").0),
        "401"
    );
}

#[test]
fn clock_and_users_can_be_changed() {
    let server = frozen();
    let token = login(&server, "/auth", "user1");
    let user = |token: &str| status(&server.send("GET", "/protected/user", token, "").0).to_owned();
    assert_eq!(user(&token), "200");
    server.send("POST", "/_users/1", JSON, r#"{"active":false}"#);
    assert_eq!(user(&token), "401");
    server.send(
        "POST",
        "/_users/1",
        JSON,
        r#"{"active":true,"scopes":["admin"]}"#,
    );
    assert_eq!(user(&token), "200");
    let admin = login(&server, "/auth", "user1");
    assert_eq!(status(&server.send("POST", "/view", &admin, "").0), "200");
    server.send("POST", "/_clock", JSON, r#"{"now":1800000910}"#);
    assert_eq!(user(&token), "401");
}

#[test]
fn a_route_asks_for_a_fresh_or_a_recent_login() {
    let server = frozen();
    let token = login(&server, "/auth", "user1");
    let send = |path: &str| server.send("GET", path, &token, "");
    for (now, recent) in [
        (1_800_000_000, "200"),
        (1_800_000_300, "200"),
        (1_800_000_301, "401"),
    ] {
        server.send("POST", "/_clock", JSON, &json!({"now": now}).to_string());
        assert_eq!(status(&send("/protected/max-age").0), recent, "{now}");
        assert_eq!(status(&send("/protected/fresh").0), "200", "{now}");
    }
    let (head, body) = send("/protected/max-age");
    assert!(head.contains(r#", max_age="300""#), "{head}");
    let body: Value = serde_json::from_str(&body).unwrap();
    assert_eq!(body["error"], "insufficient_user_authentication");
    for path in ["/protected/fresh", "/protected/max-age"] {
        assert_eq!(status(&server.send("GET", path, "", "").0), "401", "{path}");
    }
}

#[test]
fn a_route_has_settings_of_its_own() {
    let server = frozen();
    let token = login(&server, "/auth", "user1");
    let status_of = |path: &str| status(&server.send("GET", path, &token, "").0).to_owned();
    for (now, protected, overridden) in [
        (1_800_000_899, "200", "200"),
        (1_800_000_900, "200", "401"),
        (1_800_000_910, "401", "401"),
    ] {
        server.send("POST", "/_clock", JSON, &json!({"now": now}).to_string());
        assert_eq!(status_of("/protected"), protected, "{now}");
        assert_eq!(status_of("/overridden"), overridden, "{now}");
    }
    let (_, manifest) = server.send("GET", "/_manifest", "", "");
    let manifest: Value = serde_json::from_str(&manifest).unwrap();
    let mut routes = manifest.as_array().unwrap().iter();
    let route = routes.find(|route| route["path"] == "/overridden").unwrap();
    assert_eq!(
        route["settings"],
        json!({"leeway": "0s", "token_from": ["header"]})
    );
}

/// Everything that a store does, behind the switch that names it.
#[test]
fn sessions_are_kept_where_the_switch_says() {
    let folder = tempfile::tempdir().unwrap();
    let sqlite = format!("sqlite:{}", folder.path().join("auth.db").display());
    for store in ["memory:", &sqlite] {
        let server = Server::start(example("conformance").args([
            "--listen",
            "127.0.0.1:0",
            "--store",
            store,
        ]));
        let credentials = r#"{"username":"user1","password":"abcxyz"}"#;
        let (_, body) = server.send("POST", "/auth", JSON, credentials);
        let tokens: Value = serde_json::from_str(&body).unwrap();
        let refresh = format!(r#"{{"refresh_token":{}}}"#, tokens["refresh_token"]);
        let only = |token: &Value| {
            let bearer = format!("Authorization: Bearer {}\r\n", token.as_str().unwrap());
            let (head, _) = server.send("POST", "/protected/refresh-only", &bearer, "");
            status(&head).to_owned()
        };
        assert_eq!(only(&tokens["refresh_token"]), "200", "{store}");
        assert_eq!(only(&tokens["access_token"]), "401", "{store}");
        let (head, body) = server.send("POST", "/auth/refresh", JSON, &refresh);
        assert_eq!(status(&head), "200", "{store}: {body}");
        let next: Value = serde_json::from_str(&body).unwrap();
        let (head, _) = server.send("POST", "/auth/logout", JSON, &refresh);
        assert_eq!(status(&head), "204", "{store}");
        assert_eq!(only(&next["refresh_token"]), "401", "{store}");
    }
    for store in [
        "mysql://x",
        "sqlite:",
        "sqlite:/nowhere/at/all.db",
        "postgres://u:hunter2@127.0.0.1:1/x",
    ] {
        let output = example("conformance")
            .args(["--store", store])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(2), "{store}");
        let problem = String::from_utf8(output.stderr).unwrap();
        assert!(problem.starts_with("--store: "), "{problem}");
        assert!(!problem.contains("hunter2"), "{problem}");
    }
}

#[test]
fn a_client_that_guesses_waits_and_others_do_not() {
    let settings = json!({"client_address": "proxies:1"});
    for (server, forged) in [
        (frozen(), ["198.51.100.1", "198.51.100.2"]),
        (
            with_settings("proxies", &settings),
            ["6.6.6.1, 198.51.100.1", "6.6.6.2, 198.51.100.1"],
        ),
    ] {
        let log_in = |password: &str, from: &str| {
            let body = json!({"username": "user1", "password": password}).to_string();
            let headers = format!("{JSON}X-Forwarded-For: {from}\r\n");
            let (head, _) = server.send("POST", "/auth", &headers, &body);
            head
        };
        for _ in 0..10 {
            assert_eq!(status(&log_in("wrong", forged[0])), "401");
        }
        let head = log_in("abcxyz", forged[1]);
        assert_eq!(status(&head), "429", "{head}");
        assert!(
            head.lines().any(|line| line == "retry-after: 960"),
            "{head}"
        );
        // For the frozen clock, the quarter of an hour is over.
        server.send("POST", "/_clock", JSON, r#"{"now": 1800000960}"#);
        assert_eq!(status(&log_in("abcxyz", forged[1])), "200");
    }
}
