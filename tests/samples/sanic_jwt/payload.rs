//! The page "Payloads".

use jwt_guard::claim::ExtraClaims;
use jwt_guard::token::TokenError;
use serde_json::from_str;

use super::*;

#[derive(AuthConfig, Default)]
#[auth(preset = "sanic-jwt", users = Users, scopes_format = "list")]
struct Api {
    secret: Option<Secret>,
    audience: Option<Vec<String>>,
    issuer: Option<String>,
    issued_at: Option<String>,
    not_before: Option<String>,
}

impl Api {
    fn new() -> Self {
        Self {
            secret: Some(secret()),
            ..Self::default()
        }
    }
}

/// The claims of a login, besides `user_id`, `exp` and `scopes`.
async fn claims(config: Api) -> Value {
    let login = log_in(&app(&auth(config)), "user1").await;
    let mut claims = part(&login.text("access_token"), 1);
    for name in ["user_id", "exp", "scopes"] {
        assert!(claims.as_object_mut().unwrap().remove(name).is_some());
    }
    claims
}

/// The response of a service to a token that a service with other settings has minted.
async fn refusal(minted_by: Api, seen_by: Api) -> (u16, Value) {
    let token = auth(minted_by).mint("1").token().unwrap();
    let client = app(&auth(seen_by));
    client
        .get("/protected", &format!("Bearer {token}"))
        .await
        .seen()
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, verify_exp = "dangerously-off")]
struct Immortal {
    secret: Secret,
}

// "Expires - `exp`".
#[tokio::test]
async fn expires() {
    let minting = auth(Api::new());
    let token = format!("Bearer {}", minting.mint("1").token().unwrap());
    let (auth, clock) = (Auth::builder(Api::new()).users(Users), FrozenClock::at(NOW));
    let client = app(&auth.clock(clock.clone()).build().unwrap());
    for (later, status) in [(33 * 60 - 1, 200), (33 * 60, 401)] {
        clock.set(NOW + later);
        assert_eq!(client.get("/protected", &token).await.status, status);
    }
    let immortal = Auth::builder(Immortal { secret: secret() }).users(Users);
    let client = app(&immortal.clock(clock).build().unwrap());
    assert_eq!(client.get("/protected", &token).await.status, 200);
}

// "Audience - `aud`".
#[tokio::test]
async fn audience() {
    let with = |name: &str| Api {
        audience: Some(vec![name.into()]),
        ..Api::new()
    };
    let name = "my_client_domain.com";
    assert_eq!(claims(with(name)).await, json!({"aud": name}));
    let expected = (401, refused("Unauthorized", "Invalid audience."));
    assert_eq!(refusal(with("another"), with(name)).await, expected);
    assert_eq!(refusal(with(name), Api::new()).await, expected);
    // There, `Auth required.`
    assert_eq!(refusal(Api::new(), with(name)).await, expected);
    assert_eq!(refusal(with(name), with(name)).await.0, 200);
}

// "Issued at - `iat`".
#[tokio::test]
async fn issued_at() {
    let config = Api {
        issued_at: Some("on".into()),
        ..Api::new()
    };
    assert_eq!(claims(config).await, json!({"iat": NOW}));
}

// "Issuer - `iss`".
#[tokio::test]
async fn issuer() {
    let with = |name: &str| Api {
        issuer: Some(name.into()),
        ..Api::new()
    };
    let name = "my_server_domain.com";
    assert_eq!(claims(with(name)).await, json!({"iss": name}));
    let expected = (401, refused("Unauthorized", "Invalid issuer."));
    assert_eq!(refusal(with("another"), with(name)).await, expected);
}

// "Not before - `NBF`". There, the `leeway` is added too: a token is valid after 3 minutes.
#[tokio::test]
async fn not_before() {
    let config = Api {
        not_before: Some("6m".into()),
        ..Api::new()
    };
    let clock = FrozenClock::at(NOW);
    let auth = Auth::builder(config).users(Users).clock(clock.clone());
    let client = app(&auth.build().unwrap());
    let login = log_in(&client, "user1").await;
    assert_eq!(part(&login.text("access_token"), 1)["nbf"], NOW + 6 * 60);
    let early = client.get("/protected", &login.bearer()).await;
    let reason = "The token is not yet valid (nbf).";
    assert_eq!(early.seen(), (401, refused("Unauthorized", reason)));
    clock.set(NOW + 3 * 60);
    let later = client.get("/protected", &login.bearer()).await;
    assert_eq!(later.status, 200);
}

#[derive(Claim)]
#[claim(user = User)]
struct Foo {
    #[claim(setup = bar, verify = is_bar)]
    foo: String,
}

fn bar(_: &User) -> String {
    "bar".into()
}

fn is_bar(value: &str) -> bool {
    value == "bar"
}

/// Spans more than one claim.
fn check_number_of_claims(claims: &Claims) -> bool {
    claims.issuer().is_none() || claims.issued_at().is_some()
}

struct FooUsers;

impl UserBackend<Foo> for FooUsers {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Users.authenticate(login).await
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok(user_with_id(subject))
    }

    fn subject(&self, user: &User) -> String {
        Users.subject(user)
    }

    async fn extend_payload(&self, _: &User) -> Result<ExtraClaims, BackendError> {
        Ok(ExtraClaims::from_iter([("more".to_owned(), "baz".into())]))
    }
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = FooUsers, claims = Foo)]
struct WithFoo {
    secret: Secret,
}

fn foo() -> (Auth<WithFoo>, Client) {
    let auth = Auth::builder(WithFoo { secret: secret() }).users(FooUsers);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/protected", get(protected_route))
        .nest("/auth", auth.endpoints());
    (auth.clone(), Client::of(app.with_state(auth)))
}

// "Custom Claims".
#[tokio::test]
async fn custom_claims() {
    let (_, client) = foo();
    let login = log_in(&client, "user1").await;
    assert_eq!(part(&login.text("access_token"), 1)["foo"], "bar");
    let admitted = client.get("/protected", &login.bearer()).await;
    assert_eq!(admitted.status, 200);
    // Another service signs with the same secret.
    let other = auth(Api::new());
    let foo = ExtraClaims::from_iter([("foo".to_owned(), "baz".into())]);
    let token = other.mint("1").extend(foo).token().unwrap();
    let token = format!("Bearer {token}");
    let reply = client.get("/protected", &token).await;
    let reason = "Invalid claim: foo.";
    assert_eq!(reply.seen(), (401, refused("Unauthorized", reason)));
    let reply = client.get("/auth/verify", &token).await;
    assert_eq!(reply.seen(), (401, not_valid(reason)));
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, extra_verifications(check_number_of_claims))]
struct Checked {
    secret: Secret,
    issuer: String,
    issued_at: Option<String>,
}

// "Extra Verifications".
#[tokio::test]
async fn extra_verifications() {
    for (issued_at, status) in [(Some("on".into()), 200), (None, 401)] {
        let client = app(&auth(Checked {
            secret: secret(),
            issuer: "shop".into(),
            issued_at,
        }));
        let token = log_in(&client, "user1").await.bearer();
        let reply = client.get("/protected", &token).await;
        assert_eq!(reply.status, status);
        if status == 401 {
            let reason = "Verifications were not met.";
            assert_eq!(reply.json(), refused("Unauthorized", reason));
            let reply = client.get("/auth/verify", &token).await;
            assert_eq!(reply.seen(), (401, not_valid(reason)));
        }
    }
}

// "Payload Handlers", "Adding Scopes": a backend without scopes, and one with.
#[tokio::test]
async fn adding_scopes() {
    let (_, client) = foo();
    let with_scopes = log_in(&app(&auth(Api::new())), "user2").await;
    let claims = part(&with_scopes.text("access_token"), 1);
    assert_eq!(claims["scopes"], json!(["user", "admin"]));
    let without = log_in(&client, "user2").await;
    let claims = part(&without.text("access_token"), 1);
    assert_eq!(claims["scopes"], json!([]));
}

// "Payload Handlers", "Extending the payload".
#[tokio::test]
async fn extending_the_payload() {
    let (_, client) = foo();
    let login = log_in(&client, "user1").await;
    assert_eq!(part(&login.text("access_token"), 1)["more"], "baz");
}

/// The claim of the example, which only a prime passes.
#[derive(Claim)]
struct UserIdChecker(u32);

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", claims = UserIdChecker, extra_verifications(is_prime))]
struct Inline {
    secret: Secret,
}

fn is_prime(claims: &Claims<UserIdChecker>) -> bool {
    let number = claims.0;
    number > 1 && (2..number).all(|divisor| !number.is_multiple_of(divisor))
}

// The example `inline_tokens_and_verification.py`: `generate_access_token` and `verify_token`.
#[test]
fn inline_tokens_and_verification() {
    let auth = Auth::builder(Inline { secret: secret() });
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let minted = |number: u32| {
        let subject = number.to_string();
        auth.mint(&subject).claims(UserIdChecker(number)).token()
    };
    let seven = auth.verify(&minted(7).unwrap()).unwrap();
    assert_eq!((seven.subject(), seven.custom().0), ("7", 7));
    let eight = auth.verify(&minted(8).unwrap());
    assert_eq!(eight.err(), Some(TokenError::Verification("is_prime")));
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Users, algorithm = "ES256")]
struct Asymmetric {
    private_key: Secret,
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", algorithm = "ES256", endpoints = "off")]
struct Verifying {
    public_key: String,
}

// "Token signing": keys in files.
#[tokio::test]
async fn token_signing() {
    let keys: Value = from_str(include_str!("../../data/keys.json")).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let file = |name: &str, member: &str| {
        let path = folder.path().join(name);
        std::fs::write(&path, keys["p256"][member].as_str().unwrap()).unwrap();
        format!("file:{}", path.display())
    };
    let client = app(&auth(Asymmetric {
        private_key: file("my-ec-private-key.pem", "private_pem").as_str().into(),
    }));
    let login = log_in(&client, "user1").await;
    let header = part(&login.text("access_token"), 0);
    assert_eq!(header["alg"], "ES256");
    // There, a key has no identifier.
    assert!(header["kid"].is_string(), "{header}");
    let admitted = client.get("/protected", &login.bearer()).await;
    assert_eq!(admitted.status, 200);
    // A service that only verifies needs no private key.
    let verifying = Auth::builder(Verifying {
        public_key: file("my-ec-public-key.pem", "public_pem"),
    });
    let verifying = verifying.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new().route("/protected", get(protected_route));
    let client = Client::of(app.with_state(verifying));
    let admitted = client.get("/protected", &login.bearer()).await;
    assert_eq!(admitted.status, 200);
}
