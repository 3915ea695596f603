//! The rules for an issuer in a file of settings.

use super::*;

#[test]
fn a_file_of_settings_says_the_same() {
    let file = json!({
        "issuer": GOTRUE, "public_set": "file:/nowhere", "audience": "api",
        "scopes_claim": ["scp", "roles"], "subject_format": "integer", "required_claims": ["iat", "jti"],
    });
    let issuer: TrustedIssuer = serde_json::from_value(file).unwrap();
    let shown = format!("{issuer:?}");
    for part in ["\"roles\"", "Integer", "\"jti\""] {
        assert!(shown.contains(part), "{shown}");
    }
    let one: TrustedIssuer = serde_json::from_value(json!({
        "issuer": GOTRUE, "public_set": "file:/nowhere", "scopes_claim": "scp",
    }))
    .unwrap();
    assert!(format!("{one:?}").contains("[\"scp\"]"));
}
