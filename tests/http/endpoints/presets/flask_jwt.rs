//! The preset `flask-jwt`.

use super::*;

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt", users = Users, session_owner = "shop")]
struct Flask {
    secret: Secret,
}

fn service() -> Moved {
    Moved::new(Flask { secret: secret() })
}

fn refused(error: &str, description: &str) -> Value {
    json!({"status_code": 401, "error": error, "description": description})
}

async fn log_in(service: &Moved) -> Answer {
    let body = json!({"username": "user1", "password": "abcxyz"});
    service.post("/auth", body).await
}

#[tokio::test]
async fn a_token_is_about_the_identity_and_valid_for_five_minutes() {
    let answer = log_in(&service()).await.json();
    assert_eq!(names(&answer), ["access_token"]);
    let [header, claims] = parts(&answer["access_token"]);
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT"}));
    let expected = json!({"identity": 1, "iat": NOW, "nbf": NOW, "exp": NOW + 5 * 60});
    assert_eq!(claims, expected);
}

#[tokio::test]
async fn refusals_have_its_texts() {
    let service = service();
    let token = log_in(&service).await.json();
    let token = token["access_token"].as_str().unwrap();
    let header = "Invalid JWT header";
    for (authorization, error, description) in [
        (
            "",
            "Authorization Required",
            "Request does not contain an access token",
        ),
        ("Bearer x", header, "Unsupported authorization type"),
        ("JWT", header, "Token missing"),
        ("JWT a b", header, "Token contains spaces"),
        ("JWT a", "Invalid token", "Not enough segments"),
        (
            &*format!("JWT {token}A"),
            "Invalid token",
            "Signature verification failed",
        ),
    ] {
        let answer = service.get("/protected", authorization).await;
        assert_eq!(
            seen(&answer),
            (401, refused(error, description)),
            "{authorization}"
        );
        let challenge = authorization
            .is_empty()
            .then_some("JWT realm=\"Login Required\"");
        assert_eq!(answer.challenge(), challenge, "{authorization}");
    }
    let jwt = format!("JWT {token}");
    assert_eq!(service.get("/protected", &jwt).await.status, 200);
    service.clock.set(NOW + 5 * 60 + 60);
    let answer = service.get("/protected", &jwt).await;
    assert_eq!(
        seen(&answer),
        (401, refused("Invalid token", "Signature has expired"))
    );
}

#[tokio::test]
async fn credentials_have_exactly_two_members() {
    let service = service();
    for body in [
        json!({"username": "user1", "password": "x"}),
        json!({"username": "user1"}),
        json!({"username": "user1", "password": "abcxyz", "more": 1}),
    ] {
        let answer = service.post("/auth", body).await;
        assert_eq!(
            seen(&answer),
            (401, refused("Bad Request", "Invalid credentials"))
        );
    }
}

#[tokio::test]
async fn the_user_of_every_token_is_looked_up() {
    let auth = Auth::builder(Flask { secret: secret() })
        .users(Users)
        .store(MemoryStore::new())
        .clock(FrozenClock::at(NOW));
    let token = auth.build().unwrap().mint("9").token().unwrap();
    let answer = service().get("/protected", &format!("JWT {token}")).await;
    assert_eq!(
        seen(&answer),
        (401, refused("Invalid JWT", "User does not exist"))
    );
}
