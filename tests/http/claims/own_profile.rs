//! Access tokens of our own profile (RFC 9068 §2.2): minted ones have all of its claims.

use aws_lc_rs::hmac::HMAC_SHA256;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use super::foreign_claims::{OURS, changed, claims};
use crate::fixtures::app::{NOW, SECRET, get_as};
use crate::fixtures::token::signed_with;

#[derive(AuthConfig, Default)]
#[auth(issuer = "https://api.example.com", error_detail = "full")]
struct Own {
    secret: Option<Secret>,
    issued_at: Option<bool>,
    jti: Option<bool>,
    token_type: Option<String>,
    client_id: Option<String>,
}

fn own(change: impl FnOnce(&mut Own)) -> Auth<Own> {
    let mut config = Own {
        secret: Some(SECRET.into()),
        ..Own::default()
    };
    change(&mut config);
    Auth::builder(config)
        .clock(FrozenClock::at(NOW))
        .build()
        .unwrap()
}

fn token(header: &Value, claims: Value) -> String {
    let claims = changed(json!({"iss": OURS, "sub": "1", "exp": NOW + 900}), &claims);
    let (header, claims) = (header.to_string(), claims.to_string());
    signed_with(&header, claims.as_bytes(), HMAC_SHA256, SECRET)
}

async fn answer(auth: &Auth<Own>, token: &str) -> (u16, String) {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/claims", get(claims))
        .with_state(auth.clone());
    get_as(&app, "/claims", Some(token)).await
}

#[tokio::test]
async fn a_token_without_claims_that_we_mint_is_none_of_ours() {
    let usual = own(|_| {});
    let header = json!({"alg": "HS256", "typ": "at+jwt"});
    for (claims, lacks) in [
        (json!({"iat": NOW, "jti": "a"}), None),
        (json!({"jti": "a"}), Some("iat")),
        (json!({"iat": NOW}), Some("jti")),
        (json!({"iat": NOW, "jti": ""}), Some("jti")),
        (json!({"iat": NOW, "jti": 5}), Some("jti")),
    ] {
        let (status, body) = answer(&usual, &token(&header, claims.clone())).await;
        let Some(name) = lacks else {
            assert_eq!(status, 200, "{body}");
            continue;
        };
        assert_eq!(status, 401, "{claims}");
        assert!(
            body.contains(&format!("lacks the claim `{name}`")),
            "{body}"
        );
    }
    let of_client = own(|config| config.client_id = Some("web".into()));
    let claims = |client| json!({"iat": NOW, "jti": "a", "client_id": client});
    assert_eq!(
        answer(&of_client, &token(&header, claims("web"))).await.0,
        200
    );
    let without = token(&header, json!({"iat": NOW, "jti": "a"}));
    assert_eq!(answer(&of_client, &without).await.0, 401);
    for auth in [usual, of_client] {
        let minted = auth.mint("1").token().unwrap();
        assert_eq!(answer(&auth, &minted).await.0, 200, "what we mint");
    }
}

#[tokio::test]
async fn what_we_do_not_mint_need_not_be_there() {
    let header = json!({"alg": "HS256", "typ": "at+jwt"});
    let bare = token(&header, json!({}));
    assert_eq!(answer(&own(|_| {}), &bare).await.0, 401);
    let without = own(|config| (config.issued_at, config.jti) = (Some(false), Some(false)));
    assert_eq!(answer(&without, &bare).await.0, 200);
    let without_id = own(|config| config.jti = Some(false));
    let with_time = token(&header, json!({"iat": NOW}));
    assert_eq!(answer(&without_id, &with_time).await.0, 200);
    let other_profile = own(|config| config.token_type = Some("JWT".into()));
    let of_type = token(&json!({"alg": "HS256", "typ": "JWT"}), json!({}));
    assert_eq!(answer(&other_profile, &of_type).await.0, 200);
}

#[tokio::test]
async fn a_header_of_an_encrypted_token_is_refused() {
    let claims = json!({"iat": NOW, "jti": "a"});
    for enc in [
        json!("A256GCM"),
        json!(""),
        json!(null),
        json!(1),
        json!({}),
    ] {
        let header = json!({"alg": "HS256", "typ": "at+jwt", "enc": enc});
        let token = token(&header, claims.clone());
        assert_eq!(answer(&own(|_| {}), &token).await.0, 401, "{enc}");
    }
}
