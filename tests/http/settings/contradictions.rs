//! Contradicting settings, with which a service does not start.

use serde_json::{Value, json};

use super::service::{Service, merge};

/// Why a service with these settings in its file does not start.
fn refused(settings: Value) -> String {
    Service::of_file(&settings)
        .err()
        .unwrap_or_else(|| format!("{settings} is accepted"))
}

#[test]
fn protection_that_is_on_protects_a_request_that_changes_something() {
    let with = |methods: Value| json!({"token_from": "cookie", "csrf_methods": methods});
    for (methods, found) in [
        (json!([]), "no method at all"),
        (json!(["GET"]), "`GET` alone"),
        (
            json!(["HEAD", "OPTIONS", "TRACE"]),
            "`HEAD`, `OPTIONS`, `TRACE` alone",
        ),
    ] {
        let error = refused(with(methods));
        let expected = format!("`csrf_methods` (field `csrf_methods`): found {found}");
        assert!(error.contains(&expected), "{error}");
        assert!(error.contains("or `csrf` as `off`"), "{error}");
    }
    assert!(Service::of_file(&with(json!(["GET", "PATCH"]))).is_ok());
}

#[test]
fn a_token_is_valid_before_it_expires() {
    for (settings, found) in [
        (
            json!({"not_before": "15m"}),
            "found `15m`, while `access_ttl` is `15m`",
        ),
        (
            json!({"not_before": "1h", "access_ttl": "1m"}),
            "found `1h`, while `access_ttl` is `1m`",
        ),
    ] {
        let error = refused(settings);
        let expected =
            format!("`not_before` (field `not_before`): {found}; expected a shorter `not_before`");
        assert!(error.contains(&expected), "{error}");
    }
    assert!(Service::of_file(&json!({"not_before": "899s"})).is_ok());
    assert!(Service::of_file(&json!({"not_before": "off", "access_ttl": "1s"})).is_ok());
}

#[test]
fn a_token_that_replaces_another_is_valid_at_once() {
    let with = |offset: &str, leeway: &str| {
        json!({
            "token_from": "cookie", "implicit_refresh": "5m", "not_before": offset, "leeway": leeway,
        })
    };
    let error = refused(with("11s", "10s"));
    assert!(
        error.contains("`implicit_refresh` (field `implicit_refresh`): found a time, while a new token is valid only after `11s`"),
        "{error}"
    );
    assert!(Service::of_file(&with("10s", "10s")).is_ok());
    assert!(Service::of_file(&with("off", "0s")).is_ok());
}

#[test]
fn settings_of_cookies_that_are_never_set_have_no_effect() {
    for name in [
        "cookie_max_age",
        "cookie_refresh_name",
        "csrf_refresh_header",
        "csrf_refresh_cookie",
        "csrf_refresh_field",
    ] {
        let value = match name {
            "cookie_max_age" => "5m",
            _ => "renewal",
        };
        for delivery in [
            json!({}),
            json!({"token_from": "cookie", "token_delivery": "body"}),
        ] {
            let mut settings = json!({ name: value });
            merge(&mut settings, &delivery);
            let error = Service::of_file_with_store(&settings, true).err();
            let error = error.unwrap_or_else(|| format!("{settings} is accepted"));
            assert!(error.contains(&format!("`{name}` (")), "{error}");
            assert!(
                error.contains("found a value, while login sets no cookies"),
                "{error}"
            );
        }
        let handed_out = json!({"token_from": "cookie", name: value});
        assert!(Service::of_file_with_store(&handed_out, true).is_ok());
    }
}
