//! What is given beside a preset wins over it.

use aws_lc_rs::hmac::HMAC_SHA256;
use jwt_guard::response::OAuth;

use super::*;
use crate::fixtures::token::signed_with;

#[derive(AuthConfig)]
#[auth(
    preset = "sanic-jwt",
    users = Users,
    session_owner = "shop",
    subject_claim = "sub",
    access_ttl = "10m",
    challenge = "always",
    issued_at = "on"
)]
struct Other {
    secret: Secret,
    jti: Option<String>,
}

#[tokio::test]
async fn literals_and_fields_win() {
    for (jti, names) in [
        (None, &["exp", "iat", "scopes", "sub"][..]),
        (Some("on".into()), &["exp", "iat", "jti", "scopes", "sub"]),
    ] {
        let service = Moved::new(Other {
            secret: secret(),
            jti,
        });
        let body = json!({"username": "user1", "password": "abcxyz"});
        let tokens = service.post("/auth", body).await.json();
        let [_, claims] = parts(&tokens["access_token"]);
        assert_eq!(super::names(&claims), names);
        assert_eq!(claims["exp"], NOW + 10 * 60);
        // A challenge beside the body of the preset.
        let answer = service.get("/protected", "").await;
        assert_eq!(answer.challenge(), Some("Bearer realm=\"api\""));
        assert_eq!(answer.json()["exception"], "Unauthorized");
    }
}

#[tokio::test]
async fn a_renderer_of_the_application_wins() {
    let auth = Auth::builder(Other {
        secret: secret(),
        jti: None,
    });
    let auth = auth.users(Users).store(MemoryStore::new()).responses(OAuth);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/protected", get(protected_route))
        .with_state(auth);
    let request = Request::get("/protected").body(Body::empty());
    let answer = send(&app, request.unwrap()).await;
    assert_eq!(answer.json()["error"], "missing_token");
}

/// The preset is known when the service starts.
#[derive(AuthConfig)]
#[auth(users = Users, session_owner = "shop")]
struct Late {
    secret: Secret,
    preset: Option<String>,
}

#[tokio::test]
async fn a_preset_may_be_a_field() {
    for (preset, path, member) in [
        (None, "/auth", "token_type"),
        (Some("flask-jwt-extended"), "/auth/login", "access_token"),
        (Some("sanic-jwt"), "/auth", "access_token"),
    ] {
        let service = Moved::new(Late {
            secret: secret(),
            preset: preset.map(Into::into),
        });
        let body = json!({"username": "user1", "password": "abcxyz"});
        let answer = service.post(path, body).await.json();
        assert!(answer.get(member).is_some(), "{preset:?}: {answer}");
        assert_eq!(answer.get("expires_in").is_some(), preset.is_none());
    }
}

#[test]
fn an_unknown_preset_is_a_problem_of_the_configuration() {
    let config = Late {
        secret: secret(),
        preset: Some("flask".into()),
    };
    let auth = Auth::builder(config).users(Users).store(MemoryStore::new());
    let error = auth.build().unwrap_err().to_string();
    assert!(error.contains("found `flask`"), "{error}");
    assert!(error.contains("`flask-jwt`"), "{error}");
}

#[tokio::test]
async fn an_empty_list_takes_the_place_of_a_list() {
    #[derive(AuthConfig)]
    #[auth(preset = "flask-jwt", users = Users, session_owner = "shop", required_claims = [])]
    struct Lenient {
        secret: Secret,
    }
    let service = Moved::new(Lenient { secret: secret() });
    let claims = json!({"identity": 1, "exp": NOW + 60});
    let token = signed_with(
        r#"{"typ":"JWT","alg":"HS256"}"#,
        claims.to_string().as_bytes(),
        HMAC_SHA256,
        SECRET,
    );
    let answer = service.get("/protected", &format!("JWT {token}")).await;
    assert_eq!(answer.status, 200, "{}", answer.body);
}
