//! Any payload of a token that is otherwise right: accepted exactly when it should be, and then read as it stands.

#![no_main]

use fuzz::json::{Bounds, Json};
use fuzz::oracle::accepts_claims;
use fuzz::service::{AUTH, Key, UNUSUAL};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|payload: &[u8]| {
    let token = Key::Secret.sign(br#"{"typ":"at+jwt","alg":"HS256"}"#, payload);
    // Longer tokens are refused unread.
    let expected = accepts_claims(payload) && token.len() <= 8192;
    let verified = AUTH.verify(&token);
    assert_eq!(verified.is_ok(), expected, "{:?}", verified.err());
    unusual(&token, payload);
    let (Ok(verified), Some(claims)) = (
        AUTH.verify(&token),
        Json::strict_object(payload, Bounds::CLAIMS),
    ) else {
        return;
    };
    // This time it was remembered.
    let text = |name: &str| claims.get(name).and_then(Json::as_text);
    assert_eq!(Some(verified.subject()), text("sub"));
    assert_eq!(verified.issuer(), text("iss"));
    assert_eq!(verified.id(), text("jti"));
    assert_eq!(verified.session_id(), text("sid"));
    assert_eq!(verified.acr(), text("acr"));
    let methods: Vec<_> = match claims.get("amr") {
        Some(Json::List(methods)) => methods.iter().filter_map(Json::as_text).collect(),
        method => method.and_then(Json::as_text).into_iter().collect(),
    };
    assert!(verified.amr().eq(methods));
    assert_eq!(
        verified.is_fresh(),
        claims.get("fresh") == Some(&Json::Bool(true))
    );
    assert_eq!(verified.client_id(), text("client_id"));
    assert_eq!(Some(&*verified.custom().plan), text("plan"));
    assert_eq!(
        verified.custom().team.as_deref(),
        text("https://example.com/team")
    );
    let granted: Vec<_> = match claims.get("scope") {
        Some(Json::Text(scopes)) => scopes
            .split(' ')
            .filter(|scope| !scope.is_empty())
            .collect(),
        Some(Json::List(scopes)) => scopes.iter().filter_map(Json::as_text).collect(),
        _ => Vec::new(),
    };
    assert!(verified.scopes().iter().eq(granted));
});

/// A service that reads other claims accepts only tokens that have them.
fn unusual(token: &str, payload: &[u8]) {
    let Ok(verified) = UNUSUAL.verify(token) else {
        return;
    };
    let claims = Json::strict_object(payload, Bounds::CLAIMS).unwrap();
    let Some(Json::Number(subject)) = claims.get("user.id") else {
        panic!("no integer is the subject");
    };
    assert_eq!(verified.subject(), subject.to_string());
    assert_eq!(claims.get("type").and_then(Json::as_text), Some("access"));
    assert!(claims.get("tenant").is_some() && claims.get("jti").is_some());
    let names_us = |name: &Json| matches!(name.as_text(), Some("a" | "b"));
    assert!(match claims.get("aud") {
        Some(Json::List(names)) => names.iter().any(names_us),
        Some(name) => names_us(name),
        None => false,
    });
}
