//! Storing additional data in tokens, and the checks of an application.

use axum::extract::State;
use jwt_guard::claim::ExtraClaims;
use serde_json::Map;

use super::*;

#[derive(Claim)]
struct Foo {
    foo: String,
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", audience = "some_audience", claims = Foo)]
struct App {
    secret: Secret,
}

fn auth() -> Auth<App> {
    let secret = SECRET.into();
    let auth = Auth::builder(App { secret }).clock(FrozenClock::at(NOW));
    auth.build().unwrap()
}

#[public]
async fn login(State(auth): State<Auth<App>>) -> Result<Json<Value>, AuthError> {
    let claims = Foo { foo: "bar".into() };
    let token = auth.mint("test").claims(claims).token()?;
    Ok(Json(json!({"access_token": token})))
}

#[protected]
async fn protected_route(claims: Claims<Foo>) -> Json<Value> {
    Json(json!({"foo": claims.foo}))
}

/// Storing Additional Data in JWTs: `additional_data_in_access_token.py`
#[tokio::test]
async fn additional_claims() {
    let app = GuardedRouter::new().route("/login", post(login));
    let app = app.route("/protected", get(protected_route));
    let client = Client::of(app.with_state(auth()));
    let token = client.post("/login", "").await.text_of("access_token");
    let claims = claims_of(&token);
    assert_eq!(
        (&claims["aud"], &claims["foo"]),
        (&json!("some_audience"), &json!("bar"))
    );
    let reply = client.get("/protected", &bearer(&token)).await;
    assert_eq!(reply.seen(), (200, json!({"foo": "bar"})));
}

/// `foo` and `upcase_name` for each token of a user, and a header.
struct Loaders;

impl UserBackend for Loaders {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Users.authenticate(login).await
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Users.retrieve_user(subject).await
    }

    fn subject(&self, user: &User) -> String {
        user.username.clone()
    }

    async fn extend_payload(&self, user: &User) -> Result<ExtraClaims, BackendError> {
        let mut claims = ExtraClaims::default();
        claims.insert("foo", "bar");
        claims.insert("upcase_name", user.username.to_uppercase());
        Ok(claims)
    }

    async fn additional_headers(&self, user: &User) -> Result<Map<String, Value>, BackendError> {
        Ok(Map::from_iter([("for".to_owned(), json!(user.username))]))
    }
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Loaders, audience = "some_audience", session_owner = "shop")]
struct WithLoaders {
    secret: Secret,
}

/// Storing Additional Data in JWTs: `additional_claims_loader`, `additional_headers_loader`
#[tokio::test]
async fn additional_claims_loader() {
    let secret = SECRET.into();
    let auth = Auth::builder(WithLoaders { secret }).users(Loaders);
    let auth = auth.store(MemoryStore::new()).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new().merge(auth.endpoints());
    let client = Client::of(app.with_state(auth));
    let tokens = client.log_in("/login", "test", "test").await;
    let [header, claims] = parts(&tokens.text_of("access_token"));
    assert_eq!(header, json!({"alg": "HS256", "typ": "JWT", "for": "test"}));
    assert_eq!(
        (&claims["aud"], &claims["foo"], &claims["upcase_name"]),
        (&json!("some_audience"), &json!("bar"), &json!("TEST"))
    );
    // Unlike there, a refresh token has none of them; each access token that it gets does.
    let refresh = tokens.text_of("refresh_token");
    assert_eq!(claims_of(&refresh)["foo"], Value::Null);
    let next = client.post("/refresh", &bearer(&refresh)).await;
    assert_eq!(claims_of(&next.text_of("access_token"))["foo"], "bar");
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", claims = ExtraClaims, extra_verifications(is_friend))]
struct Verifying {
    secret: Secret,
}

fn is_friend(claims: &Claims<ExtraClaims>) -> bool {
    claims.get("foe").is_none()
}

#[protected]
async fn all_claims(claims: Claims<ExtraClaims>) -> Json<Value> {
    Json(
        claims
            .iter()
            .map(|(name, value)| (name.to_owned(), value.clone()))
            .collect::<Map<_, _>>()
            .into(),
    )
}

fn verifying() -> Client {
    let secret = SECRET.into();
    let auth = Auth::builder(Verifying { secret }).clock(FrozenClock::at(NOW));
    let app = GuardedRouter::new().route("/", get(all_claims));
    Client::of(app.with_state(auth.build().unwrap()))
}

/// API: `token_verification_loader`, `token_verification_failed_loader`
#[tokio::test]
async fn token_verification_loader() {
    let client = verifying();
    let token = signed(&changed(&original(), &json!({"foe": true})));
    let reply = client.get("/", &bearer(&token)).await;
    assert_eq!(reply.seen(), (400, msg("User claims verification failed")));
    let reply = client.get("/", &bearer(&signed(&original()))).await;
    assert_eq!(reply.status, 200);
}

/// API: `get_jwt`
#[tokio::test]
async fn get_jwt() {
    let token = signed(&changed(&original(), &json!({"foo": ["bar", "baz"]})));
    let reply = verifying().get("/", &bearer(&token)).await;
    // Registered claims are methods of `Claims`.
    assert_eq!(reply.seen(), (200, json!({"foo": ["bar", "baz"]})));
}

#[protected]
async fn registered(claims: Claims) -> Json<Value> {
    let (id, expires_at) = (claims.id(), claims.expires_at());
    let (subject, issued_at) = (claims.subject(), claims.issued_at());
    Json(
        json!({"sub": subject, "jti": id, "exp": expires_at, "iat": issued_at, "fresh": claims.is_fresh()}),
    )
}

/// API: `get_jwt_identity`, and what `get_jwt` has of every token
#[tokio::test]
async fn get_jwt_identity() {
    let app = GuardedRouter::new().route("/", get(registered));
    let secret = SECRET.into();
    let auth = Auth::builder(Verifying { secret }).clock(FrozenClock::at(NOW));
    let client = Client::of(app.with_state(auth.build().unwrap()));
    let original = original();
    let reply = client.get("/", &bearer(&signed(&original))).await;
    for name in ["sub", "jti", "exp", "iat", "fresh"] {
        assert_eq!(reply.json()[name], original[name], "{name}");
    }
}

/// API: `decode_token`, `get_jti`, `get_csrf_token`
#[tokio::test]
async fn decode_token() {
    let secret = SECRET.into();
    let auth = Auth::builder(Verifying { secret }).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let verified = auth.verify(&signed(&original())).unwrap();
    assert_eq!(verified.subject(), "test");
    assert_eq!(verified.id(), original()["jti"].as_str());
    let expired = changed(&original(), &json!({"exp": NOW}));
    assert!(auth.verify(&signed(&expired)).is_err());
}
