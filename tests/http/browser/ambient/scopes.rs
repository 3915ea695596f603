//! Cookies of one name in several scopes, as a browser keeps them after settings have changed.

use axum::http::header::SET_COOKIE;
use serde_json::{Value, json};

use super::site::{ACCESS, CSRF, LOGIN, REFRESH, Sent, Service, settings_of_domain};
use crate::fixtures::app::{Answer, NOW};

/// The cookies of a browser, each in its scope.
#[derive(Default)]
struct Jar(Vec<Kept>);

struct Kept {
    name: String,
    value: String,
    scope: Scope,
}

/// Its domain, its path, and whether it is partitioned.
type Scope = (Option<String>, String, bool);

impl Jar {
    fn keep(&mut self, name: &str, value: &str, scope: Scope) {
        self.0
            .retain(|kept| !(kept.name == name && kept.scope == scope));
        if !value.is_empty() {
            self.0.push(Kept {
                name: name.to_owned(),
                value: value.to_owned(),
                scope,
            });
        }
    }

    fn take(&mut self, answer: &Answer) {
        for cookie in answer.headers.get_all(SET_COOKIE) {
            let mut parts = cookie.to_str().unwrap().split("; ");
            let (name, value) = parts.next().unwrap().split_once('=').unwrap();
            let attributes: Vec<_> = parts.collect();
            let attribute = |name: &str| {
                let mut values = attributes.iter().filter_map(|found| found.split_once('='));
                let found = values.find(|(found, _)| *found == name);
                found.map(|(_, value)| value.to_owned())
            };
            let scope = (
                attribute("Domain"),
                attribute("Path").unwrap(),
                attributes.contains(&"Partitioned"),
            );
            self.keep(name, value, scope);
        }
    }

    fn of(&self, sent: Sent) -> Sent {
        let pairs = self.0.iter();
        let pairs = pairs.map(|kept| format!("{}={}", kept.name, kept.value));
        let line = pairs.collect::<Vec<_>>().join("; ");
        sent.cookie(line)
    }

    async fn send(&mut self, service: &Service, sent: Sent) -> Answer {
        let answer = service.send(&self.of(sent)).await;
        self.take(&answer);
        answer
    }

    fn value(&self, name: &str) -> &str {
        let mut kept = self.0.iter().filter(|kept| kept.name == name);
        let value = &kept.next().unwrap().value;
        assert!(kept.next().is_none(), "two cookies are called {name}");
        value
    }
}

fn service(more: &Value) -> Service {
    let mut settings = settings_of_domain();
    let more = more.as_object().unwrap().clone();
    settings.as_object_mut().unwrap().extend(more);
    Service::new(settings)
}

/// Settings, and a scope in which cookies of the same names are left over from others.
fn changes() -> Vec<(Value, Scope)> {
    let host = || (None, "/".to_owned(), false);
    let path = || json!({"cookie_domain": null, "cookie_path": "/app"});
    vec![
        (json!({}), host()),
        (
            json!({"cookie_domain": null, "cookie_partitioned": "on"}),
            host(),
        ),
        (json!({"cookie_partitioned": "on"}), host()),
        (
            json!({"cookie_partitioned": "on"}),
            (Some("example.com".into()), "/".into(), false),
        ),
        (path(), host()),
        (json!({"cookie_path": "/app"}), host()),
        (
            json!({"cookie_path": "/app"}),
            (Some("example.com".into()), "/".into(), false),
        ),
        (
            json!({"cookie_split": "on", "cookie_split_signature_name": SIGNATURE}),
            host(),
        ),
    ]
}

const SIGNATURE: &str = "access_token_signature";
const NAMES: [&str; 4] = [ACCESS, REFRESH, CSRF, LOGIN];

#[tokio::test]
async fn who_has_cookies_of_former_settings_can_log_in_and_goes_on() {
    for (settings, scope) in changes() {
        for is_form in [false, true] {
            let service = service(&settings);
            let mut jar = Jar::default();
            for name in NAMES {
                jar.keep(name, "a.b.c", scope.clone());
            }
            let login = match is_form {
                false => super::site::log_in_for_cookies(),
                true => {
                    let value = jar.send(&service, Sent::get("/login")).await.body;
                    assert_eq!(jar.value(LOGIN), value, "{settings}");
                    let fields = format!("username=ada&password=secret&csrf_token={value}");
                    Sent::post("/auth").form(&fields)
                }
            };
            let answer = jar.send(&service, login).await;
            assert!(matches!(answer.status.as_u16(), 200 | 303), "{settings}");
            let answer = jar.send(&service, Sent::get("/")).await;
            assert_eq!(
                (&*answer.body, answer.status.as_u16()),
                ("1", 200),
                "{settings}"
            );
            let refresh = Sent::post("/auth/refresh").header("x-csrf-token", jar.value(CSRF));
            assert_eq!(jar.send(&service, refresh).await.status, 200, "{settings}");
            let logout = Sent::post("/auth/logout").header("x-csrf-token", jar.value(CSRF));
            assert_eq!(jar.send(&service, logout).await.status, 204, "{settings}");
            assert!(jar.0.iter().all(|kept| kept.name == LOGIN), "{settings}");
        }
    }
}

#[tokio::test]
async fn a_cookie_that_is_left_over_beside_a_good_one_is_gone_after_one_request() {
    for (settings, scope) in changes() {
        let service = service(&settings);
        for (row, status) in [("/", 401), ("/greeting", 200)] {
            let mut jar = Jar::default();
            jar.send(&service, super::site::log_in_for_cookies()).await;
            jar.keep(ACCESS, "a.b.c", scope.clone());
            let answer = jar.send(&service, Sent::get(row)).await;
            assert_eq!(answer.status, status, "{settings}");
            assert!(jar.0.iter().all(|kept| kept.name != ACCESS), "{settings}");
            // The session goes on with its refresh token.
            let refresh = Sent::post("/auth/refresh").header("x-csrf-token", jar.value(CSRF));
            assert_eq!(jar.send(&service, refresh).await.status, 200, "{settings}");
            assert_eq!(jar.send(&service, Sent::get("/")).await.status, 200);
        }
    }
}

#[tokio::test]
async fn a_cookie_with_an_old_token_alone_is_cleared_in_whatever_scope_it_is() {
    for (settings, scope) in changes() {
        let service = service(&settings);
        let mut jar = Jar::default();
        jar.keep(ACCESS, "a.b.c", scope);
        // With half of a split token, there is none.
        jar.keep(SIGNATURE, "x", (None, "/".into(), false));
        assert_eq!(jar.send(&service, Sent::get("/")).await.status, 401);
        assert!(jar.0.iter().all(|kept| kept.name != ACCESS), "{settings}");
    }
}

#[tokio::test]
async fn an_implicit_refresh_leaves_one_cookie() {
    let service = service(&json!({"implicit_refresh": "5m"}));
    let mut jar = Jar::default();
    jar.send(&service, super::site::log_in_for_cookies()).await;
    // It was set before there was a domain.
    for kept in &mut jar.0 {
        kept.scope.0 = None;
    }
    service.clock.set(NOW + 895);
    assert_eq!(jar.send(&service, Sent::get("/")).await.status, 200);
    jar.value(ACCESS);
    service.clock.set(NOW + 1000);
    assert_eq!(jar.send(&service, Sent::get("/")).await.status, 200);
}

#[tokio::test]
async fn each_half_of_a_split_token_can_be_dead() {
    let split = json!({"cookie_split": "on", "cookie_split_signature_name": SIGNATURE});
    for name in [ACCESS, SIGNATURE] {
        let service = service(&split);
        let mut jar = Jar::default();
        jar.send(&service, super::site::log_in_for_cookies()).await;
        assert_eq!(jar.send(&service, Sent::get("/")).await.status, 200);
        jar.keep(name, "x", (None, "/".into(), false));
        let answer = jar.send(&service, Sent::get("/greeting")).await;
        assert_eq!((&*answer.body, answer.status.as_u16()), ("stranger", 200));
        for name in [ACCESS, SIGNATURE] {
            assert!(jar.0.iter().all(|kept| kept.name != name), "{name}");
        }
    }
}
