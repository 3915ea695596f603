//! Minted tokens: the claims that they have, and claims that cannot be minted.

use super::*;

#[test]
fn minted_claims_are_the_registered_ones_and_those_of_the_application() {
    let token = token(&["user:read", "admin"]);
    let payload = BASE64
        .decode_to_vec(token.split('.').nth(1).unwrap())
        .unwrap();
    let mut claims: Value = serde_json::from_slice(&payload).unwrap();
    let id = claims.as_object_mut().unwrap().remove("jti").unwrap();
    assert_eq!(
        BASE64.decode_to_vec(id.as_str().unwrap()).unwrap().len(),
        16
    );
    assert_eq!(
        claims,
        json!({
            "iss": "https://api.example.com", "sub": "1", "exp": NOW + 900, "nbf": NOW, "iat": NOW,
            "scope": "user:read admin", "plan": "pro",
        })
    );
    let header = BASE64
        .decode_to_vec(token.split('.').next().unwrap())
        .unwrap();
    assert_eq!(header, HEADER.as_bytes());
}

#[test]
fn minting_refuses_what_verification_would_refuse() {
    let auth = auth();
    let plan = |length| Membership {
        plan: "x".repeat(length),
        team: None,
    };
    assert!(auth.mint("").claims(plan(1)).token().is_err());
    assert!(
        auth.mint("1").token().is_err(),
        "a required claim is missing"
    );
    for scope in ["", "a b", "a\tb", "a\u{a0}b"] {
        assert!(
            auth.mint("1")
                .claims(plan(1))
                .scopes([scope])
                .token()
                .is_err(),
            "{scope:?}"
        );
    }
    assert!(auth.mint("1").claims(plan(9_000)).token().is_err());
}

#[test]
fn minting_refuses_claims_that_verification_could_not_read() {
    #[derive(AuthConfig)]
    #[auth(claims = Measures)]
    struct Laboratory {
        secret: Secret,
    }
    #[derive(Claim)]
    struct Measures {
        values: Vec<f64>,
    }
    let auth = Auth::builder(Laboratory {
        secret: SECRET.into(),
    })
    .build()
    .unwrap();
    let mint = |values: Vec<f64>| auth.mint("1").claims(Measures { values }).token();
    assert!(mint(vec![1.0, 2.5]).is_ok());
    assert!(mint(vec![f64::NAN]).is_err());
    assert!(mint(vec![1.0; 300]).is_err());
}
