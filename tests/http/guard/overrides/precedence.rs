//! The precedence of the sources of a setting.

use jwt_guard::guard::RequestSettings;

use super::*;

#[tokio::test]
async fn a_handler_is_stronger_than_the_hook_and_the_hook_than_the_configuration() {
    let config = Service {
        secret: Some(SECRET.into()),
        audience: Some("api".into()),
        realm: Some("the shop".into()),
        ..Service::default()
    };
    let auth = Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .request_settings(|request| match request.headers.get("x-hook") {
            None => RequestSettings::new(),
            Some(_) => RequestSettings::new()
                .audience(["hook"])
                .realm("the hook")
                .query_name("hook")
                .header_name("x-hook".try_into().unwrap()),
        })
        .build()
        .unwrap();
    let app = app(&auth);
    for (hooked, path, audience, header, realm) in [
        (false, "/", "api", "authorization", "the shop"),
        (true, "/", "hook", "x-hook", "the hook"),
        (true, "/punctual", "hook", "x-hook", "the hook"),
        (false, "/admin", "admin", "authorization", "the shop"),
        (true, "/admin", "admin", "x-hook", "the hook"),
        (false, "/header/own", "api", "x-key", "the shop"),
        (true, "/header/own", "hook", "x-key", "the hook"),
        (true, "/realm", "hook", "x-hook", "the vault"),
    ] {
        for found in ["api", "hook", "admin"] {
            for place in ["authorization", "x-hook", "x-key"] {
                let mut request =
                    get_with_header(path, place, &format!("Bearer {}", token_for(&[found])));
                if hooked {
                    let headers = request.headers_mut();
                    headers
                        .entry("x-hook")
                        .or_insert("Basic eA==".parse().unwrap());
                } else if place == "x-hook" {
                    continue;
                }
                let expected = if (found, place) == (audience, header) {
                    200
                } else {
                    401
                };
                let answer = send(&app, request).await;
                assert_eq!(
                    answer.status, expected,
                    "{hooked} {path}: {found} in {place}"
                );
                if expected == 401 {
                    let challenge = answer.challenge().unwrap();
                    assert!(
                        challenge.contains(&format!("realm=\"{realm}\"")),
                        "{challenge}"
                    );
                }
            }
        }
    }
    let in_query = |path: &str, name: &str, token: &str| {
        get_with_header(&format!("{path}?{name}={token}"), "x-hook", "Basic eA==")
    };
    for (path, name, value, expected) in [
        ("/query", "hook", token_for(&["hook"]), 200),
        ("/query", "access_token", token_for(&["hook"]), 401),
        (
            "/query/own",
            "key",
            format!("Key%20{}", token_for(&["hook"])),
            200,
        ),
        (
            "/query/own",
            "hook",
            format!("Key%20{}", token_for(&["hook"])),
            401,
        ),
    ] {
        let answer = send(&app, in_query(path, name, &value)).await;
        assert_eq!(answer.status, expected, "{path} {name}");
    }
}
