//! Configuration options, by their effect.

use super::*;

/// API: `jwt_required(realm)`, `JWT_DEFAULT_REALM`
#[tokio::test]
async fn realms() {
    let client = service!((realm = "shop"));
    for (path, challenge) in [
        ("/protected", "JWT realm=\"shop\""),
        ("/other", "JWT realm=\"reports\""),
    ] {
        let reply = client.get(path, "").await;
        assert_eq!(reply.headers["www-authenticate"], challenge);
    }
}

/// `JWT_AUTH_URL_RULE`, `JWT_AUTH_USERNAME_KEY`, `JWT_AUTH_PASSWORD_KEY`
#[tokio::test]
async fn authentication_endpoint() {
    let client = service!((
        path_authenticate = "/token",
        username_key = "email",
        password_key = "pass"
    ));
    let body = json!({"email": "user1", "pass": "abcxyz"});
    let reply = client.post_json("/auth/token", &body).await;
    assert_eq!(reply.status, 200, "{}", reply.text);
    let reply = client.log_in("/auth/token", "user1", "abcxyz").await;
    assert_eq!(reply.seen(), refused("Bad Request", "Invalid credentials"));
    // `None` there: no such endpoint. `GET` is not its method.
    let client = service!((path_authenticate = "off"));
    assert_eq!(client.log_in("/auth", "user1", "abcxyz").await.status, 404);
    assert_eq!(service!(()).get("/auth", "").await.status, 405);
}

/// `JWT_AUTH_HEADER_PREFIX`
#[tokio::test]
async fn header_prefix() {
    let token = signed(&original());
    let client = service!(());
    for prefix in ["JWT", "jwt", "Jwt"] {
        let reply = client.get("/protected", &format!("{prefix} {token}")).await;
        assert_eq!(reply.status, 200, "{prefix}");
    }
    let client = service!((header_prefixes = "Bearer"));
    let reply = client.get("/protected", &format!("bearer {token}")).await;
    assert_eq!(reply.status, 200);
    let reply = client.get("/protected", &jwt(&token)).await;
    assert_eq!(
        reply.seen(),
        refused("Invalid JWT header", "Unsupported authorization type")
    );
    let reply = client.get("/protected", "").await;
    let challenge = "JWT realm=\"Login Required\"";
    assert_eq!(reply.headers["www-authenticate"], challenge);
}

/// `JWT_ALGORITHM`
#[tokio::test]
async fn algorithm() {
    #[derive(AuthConfig)]
    #[auth(preset = "flask-jwt", users = Users, algorithm = "HS384")]
    struct App {
        secret: Secret,
    }
    let secret = "fQ7vL2nX9sK4wR8yT3bM6zJ1cH5gD0pAfQ7vL2nX9sK4wR8y".into();
    let auth = Auth::builder(App { secret }).users(Users);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new().route("/protected", get(protected_route));
    let client = Client::of(app.nest("/auth", auth.endpoints()).with_state(auth));
    let token = log_in(&client).await;
    assert_eq!(parts(&token)[0]["alg"], "HS384");
    assert_eq!(client.get("/protected", &jwt(&token)).await.status, 200);
    let reply = client.get("/protected", &with(json!({}))).await;
    let text = "The specified alg value is not allowed";
    assert_eq!(reply.seen(), refused("Invalid token", text));
}

/// `JWT_LEEWAY`
#[tokio::test]
async fn leeway() {
    let [past, ahead] = [json!({"exp": NOW - 5}), json!({"nbf": NOW + 5})].map(with);
    for (client, status) in [(service!(()), 200), (service!((leeway = "0s")), 401)] {
        for token in [&past, &ahead] {
            assert_eq!(client.get("/protected", token).await.status, status);
        }
    }
}

/// `JWT_EXPIRATION_DELTA`, `JWT_NOT_BEFORE_DELTA`
#[tokio::test]
async fn deltas() {
    let client = service!((access_ttl = "1h", not_before = "1m"));
    let claims = claims_of(&log_in(&client).await);
    let expected = json!({"exp": NOW + 60 * MINUTE, "nbf": NOW + MINUTE});
    assert_eq!(claims, changed(&original(), &expected));
}

/// `JWT_REQUIRED_CLAIMS`, `JWT_VERIFY_CLAIMS`, `JWT_VERIFY_EXPIRATION`, `JWT_VERIFY`
#[tokio::test]
async fn verified_claims() {
    let client = service!((required_claims = ["exp"]));
    let token = with(json!({"iat": null, "nbf": null}));
    assert_eq!(client.get("/protected", &token).await.status, 200);
    let expired = with(json!({"exp": NOW - 15}));
    assert_eq!(client.get("/protected", &expired).await.status, 401);
    let client = service!((required_claims = ["iat", "nbf", "shop"]));
    let reply = client.get("/protected", &with(json!({}))).await;
    let text = "Token is missing the \"shop\" claim";
    assert_eq!(reply.seen(), refused("Invalid token", text));
    let client = service!((verify_exp = "dangerously-off"));
    assert_eq!(client.get("/protected", &expired).await.status, 200);
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt", users = Users)]
struct Strict {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt", users = Users, short_secret = "dangerously-on")]
struct Tutorial {
    secret: Secret,
}

/// `SECRET_KEY`, `JWT_SECRET_KEY`
#[test]
fn secret_key() {
    let tutorial = || "super-secret".into();
    let auth = Auth::builder(Strict { secret: tutorial() }).users(Users);
    let error = auth.build().unwrap_err().to_string();
    assert!(error.contains("`secret`"), "{error}");
    let auth = Auth::builder(Tutorial { secret: tutorial() }).users(Users);
    assert!(auth.build().is_ok());
}
