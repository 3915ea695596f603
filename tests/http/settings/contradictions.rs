//! Settings that a service does not start with, since they undo or contradict each other.

use serde_json::{Value, json};

use super::service::Service;

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
