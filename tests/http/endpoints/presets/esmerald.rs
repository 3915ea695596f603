//! The preset `esmerald`.

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "esmerald", users = Users, session_owner = "shop")]
struct Esmerald {
    secret: Secret,
}

fn service() -> Moved {
    Moved::new(Esmerald { secret: secret() })
}

async fn log_in(service: &Moved) -> Answer {
    let body = json!({"email": "user1", "password": "abcxyz"});
    service.post("/auth/signin", body).await
}

#[tokio::test]
async fn tokens_have_its_claims_and_paths() {
    let service = service();
    let tokens = log_in(&service).await.json();
    assert_eq!(names(&tokens), ["access_token", "refresh_token"]);
    for (token, kind, lifetime, all) in [
        (
            "access_token",
            "access_token",
            5 * 60,
            &["exp", "iat", "jti", "sub", "token_type"][..],
        ),
        // It also names its session, so that it is never taken for one of the old service.
        (
            "refresh_token",
            "refresh_token",
            24 * 60 * 60,
            &["exp", "iat", "jti", "sid", "sub", "token_type"],
        ),
    ] {
        let [_, claims] = parts(&tokens[token]);
        assert_eq!(names(&claims), all);
        assert_eq!(claims["token_type"], kind);
        assert_eq!(claims["exp"], NOW + lifetime);
    }
    let body = json!({"refresh_token": tokens["refresh_token"]});
    let answer = service.post("/auth/refresh-access", body).await;
    assert_eq!(names(&answer.json()), ["access_token"]);
}

#[tokio::test]
async fn refusals_have_its_texts() {
    let service = service();
    let tokens = log_in(&service).await.json();
    let access = format!("Bearer {}", tokens["access_token"].as_str().unwrap());
    let refresh = format!("Bearer {}", tokens["refresh_token"].as_str().unwrap());
    for (authorization, detail) in [
        ("", "Token not found in the request header"),
        (&*refresh, "Refresh tokens cannot be used for operations."),
        (&*format!("{access}A"), "Signature verification failed."),
    ] {
        let answer = service.get("/protected", authorization).await;
        assert_eq!(seen(&answer), (401, json!({"detail": detail})));
        assert_eq!(answer.challenge(), None);
    }
    let body = json!({"refresh_token": tokens["access_token"]});
    let answer = service.post("/auth/refresh-access", body).await;
    let detail = json!({"detail": "Only refresh tokens are allowed."});
    assert_eq!(seen(&answer), (401, detail));
    assert_eq!(service.get("/protected", &access).await.status, 200);
    service.clock.set(NOW + 5 * 60);
    let answer = service.get("/protected", &access).await;
    assert_eq!(
        seen(&answer),
        (401, json!({"detail": "Signature has expired."}))
    );
}
