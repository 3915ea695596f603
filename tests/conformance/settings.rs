//! A file of settings: every setting is read from it, and invalid ones end the server.

use super::*;

#[test]
fn bad_settings_and_switches_end_it_with_status_2_and_all_problems() {
    let settings = json!({"secret": "short", "access_ttl": "soon", "leeway": 5, "issur": "x", "audience": [1]});
    let problems = problems_of("bad", &settings);
    for setting in [
        "`secret`",
        "`access_ttl`",
        "`leeway`",
        "`issur`",
        "`audience`",
    ] {
        assert!(
            problems.contains(setting),
            "{setting} is not in:\n{problems}"
        );
    }
    assert!(!problems.contains("short"), "{problems}");
    let output = example("conformance")
        .args(["--preset", "x", "--speed", "9"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(2));
    let problems = String::from_utf8(output.stderr).unwrap();
    assert!(
        problems.contains("--preset") && problems.contains("--speed"),
        "{problems}"
    );
}

/// The errors of the server for an invalid file of settings.
fn problems_of(name: &str, settings: &Value) -> String {
    let path = std::env::temp_dir().join(format!("jwt-guard-{name}-{}.json", std::process::id()));
    fs::write(&path, settings.to_string()).unwrap();
    let output = example("conformance")
        .arg("--settings")
        .arg(&path)
        .output()
        .unwrap();
    fs::remove_file(&path).unwrap();
    assert_eq!(output.status.code(), Some(2));
    String::from_utf8(output.stderr).unwrap()
}

#[test]
fn every_setting_is_read_from_the_file() {
    let nonsense = SETTINGS
        .iter()
        .map(|setting| (setting.name.to_owned(), json!([[]])));
    let problems = problems_of("nonsense", &nonsense.collect());
    for setting in SETTINGS {
        let start = format!("`{}`: ", setting.name);
        let problem = problems.lines().find_map(|line| line.strip_prefix(&start));
        let problem =
            problem.unwrap_or_else(|| panic!("nothing about `{}` in:\n{problems}", setting.name));
        assert!(!problem.contains("no setting"), "{problem}");
    }
}

#[test]
fn a_setting_that_is_not_known_is_refused_with_the_nearest() {
    let settings = json!({"isuer": "x", "colour": 1, "path_me": "me", "secret": 8675309});
    let problems = problems_of("unknown", &settings);
    for problem in [
        "`isuer`: found no setting of this name; did you mean `issuer`?",
        "`colour`: found no setting of this name",
        "`path_me` (field `path_me`): found `me`, which does not start with a slash; write `/me`",
        "`secret`: invalid type: a number, expected a secret in quotes",
    ] {
        assert!(
            problems.contains(problem),
            "{problem} is not in:\n{problems}"
        );
    }
    assert!(!problems.contains("8675309"), "{problems}");
}

#[test]
fn settings_from_a_file_change_the_answers() {
    let settings =
        json!({"issuer": "https://file.example", "access_ttl": "1m", "algorithm": "HS384"});
    let server = with_settings("answers", &settings);
    let token = login(&server, "/auth", "user1");
    let (_, claims) = server.send("GET", "/claims", &token, "");
    let claims: Value = serde_json::from_str(&claims).unwrap();
    assert_eq!(
        (&claims["iss"], &claims["exp"]),
        (&json!("https://file.example"), &json!(1_800_000_060))
    );
}

#[test]
fn keys_come_from_the_settings_too() {
    let keys: Value = serde_json::from_str(include_str!("../data/keys.json")).unwrap();
    let path = std::env::temp_dir().join(format!(
        "jwt-guard-settings-keys-{}.json",
        std::process::id()
    ));
    let settings = json!({"algorithm": "ES512", "private_key": keys["p521"]["private_pem"], "key_id": "first"});
    fs::write(&path, settings.to_string()).unwrap();
    let server = Server::start(
        example("conformance")
            .args(["--listen", "127.0.0.1:0", "--settings"])
            .arg(&path),
    );
    fs::remove_file(&path).unwrap();
    let token = login(&server, "/auth", "user1");
    assert_eq!(
        status(&server.send("GET", "/protected", &token, "").0),
        "200"
    );
}

/// The literals of a program: a file can have them for this server only.
#[test]
fn what_only_a_literal_says_is_taken_from_the_file_too() {
    let off = "dangerously-off";
    let server = with_settings("literals", &json!({"verify_exp": off, "enforce": off}));
    let (head, _) = server.send("GET", "/protected", "", "");
    assert_eq!(status(&head), "200", "protected routes let everybody in");
    let token = login(&server, "/auth", "user1");
    server.send("POST", "/_clock", JSON, r#"{"now": 1900000000}"#);
    let (head, body) = server.send("GET", "/claims", &token, "");
    assert_eq!(status(&head), "200", "{body}");
    let settings = json!({"token_from": "cookie", "dev_http": "dangerously-on"});
    let server = with_settings("dev-http", &settings);
    let credentials = r#"{"username":"user1","password":"abcxyz"}"#;
    let origin = format!("{JSON}Origin: http://{}\r\n", server.address);
    let (head, _) = server.send("POST", "/auth", &origin, credentials);
    assert!(head.contains("set-cookie: access_token="), "{head}");
    let problems = problems_of("literals", &json!({"verify_exp": "off", "enforce": true}));
    for setting in ["`verify_exp`", "`enforce`"] {
        assert!(problems.contains(setting), "{problems}");
    }
}
