//! The rules of each issuer: its audience, clients, token types and scopes.

use super::*;

#[tokio::test]
async fn each_issuer_has_an_audience_of_its_own() {
    let other = TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET)).audience(["account"]);
    let app = app(vec![other]);
    let token = |audience| {
        minter(ring(OTHER_SECRET), STAFF, audience)
            .mint("7")
            .token()
            .unwrap()
    };
    assert_eq!(get_as(&app, "/", Some(&token("account"))).await.0, 200);
    assert_eq!(get_as(&app, "/", Some(&token("api"))).await.0, 401);
    let for_no_audience = staff_token("at+jwt".into(), json!({"aud": null}));
    assert_eq!(get_as(&app, "/", Some(&for_no_audience)).await.0, 401);
}

#[tokio::test]
async fn a_client_can_stand_for_the_audience() {
    let cognito = TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET))
        .client_id("web")
        .client_id("app");
    let app = app(vec![cognito]);
    for (claims, expected) in [
        (json!({"aud": null, "client_id": "web"}), 200),
        (json!({"aud": "account", "client_id": "app"}), 200),
        (json!({"aud": null, "client_id": "else"}), 401),
        (json!({"aud": null, "client_id": ["web"]}), 401),
        (json!({"aud": null}), 401),
        (json!({}), 401),
    ] {
        let token = staff_token("at+jwt".into(), claims.clone());
        assert_eq!(
            get_as(&app, "/", Some(&token)).await.0,
            expected,
            "{claims}"
        );
    }
    let both = TrustedIssuer::with_keys(STAFF, ring(OTHER_SECRET))
        .client_id("web")
        .audience(["api"]);
    let both = self::app(vec![both]);
    for (claims, expected) in [
        (json!({"client_id": "web"}), 200),
        (json!({"aud": "account", "client_id": "web"}), 401),
        (json!({"aud": null, "client_id": "web"}), 401),
    ] {
        let token = staff_token("at+jwt".into(), claims.clone());
        assert_eq!(
            get_as(&both, "/", Some(&token)).await.0,
            expected,
            "{claims}"
        );
    }
}

#[tokio::test]
async fn each_issuer_has_token_types_of_its_own() {
    let types = [json!("at+jwt"), json!("JWT"), json!("id+jwt"), Value::Null];
    for (issuer, accepted) in [
        (staff(), [200, 401, 401, 401]),
        (staff().token_types(["JWT"]), [401, 200, 401, 401]),
        (staff().token_types(["JWT", "at+jwt"]), [200, 200, 401, 401]),
        (staff().untyped(), [200, 401, 401, 200]),
    ] {
        let app = app(vec![issuer]);
        for (typ, expected) in types.iter().zip(accepted) {
            let token = staff_token(typ.clone(), json!({}));
            assert_eq!(get_as(&app, "/", Some(&token)).await.0, expected, "{typ}");
        }
    }
    // What another issuer accepts is nothing to our own tokens.
    let app = app(vec![staff().token_types(["JWT"]).untyped()]);
    let own = signed_with(
        r#"{"alg":"HS256","typ":"JWT"}"#,
        json!({"iss": "https://api.example.com", "sub": "1", "aud": "api", "exp": NOW + 60})
            .to_string()
            .as_bytes(),
        HMAC_SHA256,
        SECRET,
    );
    assert_eq!(get_as(&app, "/", Some(&own)).await.0, 401);
}

#[tokio::test]
async fn another_issuer_cannot_make_the_tokens_that_we_hand_out_for_ourselves() {
    let auth = build(vec![staff().token_types(["invitation+jwt", "at+jwt"])]).unwrap();
    let invitation = TokenType::from_static("invitation+jwt");
    let theirs = staff_token("invitation+jwt".into(), json!({}));
    assert!(auth.verify_as(&invitation, &theirs).is_err());
}

#[tokio::test]
async fn scopes_of_others_have_no_hierarchy() {
    let app = app(vec![staff()]);
    for (scope, expected) in [
        ("user:read", 200),
        ("user", 403),
        ("user:read:write", 403),
        ("a user:read", 200),
    ] {
        let theirs = staff_token("at+jwt".into(), json!({"scope": scope}));
        assert_eq!(
            get_as(&app, "/read", Some(&theirs)).await.0,
            expected,
            "{scope}"
        );
    }
    let own = minter(ring(SECRET), "https://api.example.com", "api");
    let own = own.mint("1").scopes(["user"]).token().unwrap();
    assert_eq!(get_as(&app, "/read", Some(&own)).await.0, 200);
}

#[tokio::test]
async fn each_issuer_grants_scopes_in_a_claim_of_its_own() {
    let app = app(vec![staff().scopes_claim("realm_access.roles")]);
    for (claims, expected) in [
        (
            json!({"realm_access": {"roles": ["user:read"]}, "scope": null}),
            200,
        ),
        (json!({"scope": "user:read"}), 403),
    ] {
        let token = staff_token("at+jwt".into(), claims.clone());
        assert_eq!(
            get_as(&app, "/read", Some(&token)).await.0,
            expected,
            "{claims}"
        );
    }
}

#[tokio::test]
async fn tokens_of_others_do_not_have_to_look_like_ours() {
    #[derive(AuthConfig)]
    #[auth(
        subject_claim = "user_id",
        subject_format = "integer",
        token_type_claim = "type",
        required_claims = "iat"
    )]
    struct Unusual {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let auth = Auth::builder(Unusual {
        secret: SECRET.into(),
        trusted_issuers: vec![staff()],
    });
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let theirs = staff_token("at+jwt".into(), json!({}));
    assert_eq!(auth.verify(&theirs).unwrap().subject(), "7");
    let without = staff_token("at+jwt".into(), json!({"iat": null}));
    assert!(
        auth.verify(&without).is_err(),
        "what we require, we require of all"
    );
    assert_eq!(
        auth.verify(&auth.mint("1").token().unwrap())
            .unwrap()
            .subject(),
        "1"
    );
}

#[tokio::test]
async fn a_handler_of_another_audience_takes_the_tokens_of_known_clients_alone() {
    let app = app(vec![staff().client_id("web")]);
    for (client, expected) in [("web", 200), ("else", 401)] {
        for path in ["/", "/admin"] {
            let claims = json!({"aud": ["api", "admin"], "client_id": client});
            let token = staff_token("at+jwt".into(), claims);
            let found = get_as(&app, path, Some(&token)).await.0;
            assert_eq!(found, expected, "{path} for {client}");
        }
    }
}

#[test]
fn the_scopes_of_others_have_a_claim_of_their_own() {
    #[derive(Claim)]
    struct Groups {
        #[claim(path = "realm_access.groups", default)]
        _groups: Vec<String>,
    }
    #[derive(AuthConfig)]
    #[auth(claims = Groups)]
    struct WithClaims {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let starts = |claim: &str| {
        let config = WithClaims {
            secret: SECRET.into(),
            trusted_issuers: vec![staff().scopes_claim(claim)],
        };
        Auth::builder(config).build().is_ok()
    };
    for (claim, expected) in [
        ("scope", true),
        ("scp", true),
        ("resource_access.roles", true),
        ("realm_access.roles", false),
        ("realm_access", false),
        ("sub", false),
        ("aud.roles", false),
    ] {
        assert_eq!(starts(claim), expected, "{claim}");
    }
}
