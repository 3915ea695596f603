//! Keys and algorithms, and tokens of an `OpenID` provider.

use jsonwebtoken::{Algorithm as Theirs, EncodingKey, Header, encode};
use jwt_guard::Algorithm;
use jwt_guard::claim::AnyClaims;
use jwt_guard::config::{MintsClaims, TrustedIssuer};
use jwt_guard::guard::CurrentUser;
use jwt_guard::jsonwebtoken::export_encoding_key;
use jwt_guard::key::{Key, KeyRing};

use super::*;
use crate::keys::{fixtures, key_of};

fn pem(member: &str) -> String {
    let key = &fixtures()[key_of(Algorithm::RS256)][member];
    key.as_str().unwrap().to_owned()
}

/// A token as `PyJWT` signs it with another key.
fn signed_by(key: &EncodingKey, header: &Header, claims: &Value) -> String {
    encode(header, claims, key).unwrap()
}

#[protected]
async fn subject(claims: Claims) -> Json<Value> {
    Json(claims.subject().into())
}

fn client<C>(auth: Auth<C>) -> Client
where
    C: Config<Claims = NoClaims> + MintsClaims<dyn AnyClaims>,
{
    let app = GuardedRouter::new().route("/protected", get(subject));
    Client::of(app.with_state(auth))
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", algorithm = "RS256")]
struct Signing {
    private_key: Secret,
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", algorithm = "RS256")]
struct Verifying {
    public_key: String,
}

/// `JWT_ALGORITHM`, `JWT_PRIVATE_KEY`, `JWT_PUBLIC_KEY`
#[tokio::test]
async fn asymmetric_keys() {
    let clock = FrozenClock::at(NOW);
    let private_key = pem("private_pem").into();
    let signing = Auth::builder(Signing { private_key }).clock(clock.clone());
    let signing = signing.build().unwrap();
    let ours = signing.mint("test").token().unwrap();
    assert_eq!(parts(&ours)[0]["alg"], "RS256");
    let key = EncodingKey::from_rsa_pem(pem("private_pem").as_bytes()).unwrap();
    let theirs = signed_by(&key, &Header::new(Theirs::RS256), &original());
    let public_key = pem("public_pem");
    let verifying = Auth::builder(Verifying { public_key }).clock(clock);
    let client = client(verifying.build().unwrap());
    for token in [ours, theirs] {
        let reply = client.get("/protected", &bearer(&token)).await;
        assert_eq!(reply.seen(), (200, json!("test")));
    }
    let reply = client
        .get("/protected", &bearer(&signed(&original())))
        .await;
    let text = "The specified alg value is not allowed";
    assert_eq!(reply.seen(), (422, msg(text)));
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", verify_algorithms = ["HS256", "HS384"])]
struct Several {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended")]
struct One {
    secret: Secret,
}

const LONG: &str = "fQ7vL2nX9sK4wR8yT3bM6zJ1cH5gD0pAfQ7vL2nX9sK4wR8y";

/// `JWT_DECODE_ALGORITHMS`
#[tokio::test]
async fn decode_algorithms() {
    let key = export_encoding_key(Algorithm::HS384, &LONG.into()).unwrap();
    let token = bearer(&signed_by(&key, &Header::new(Theirs::HS384), &original()));
    let several = Auth::builder(Several {
        secret: LONG.into(),
    })
    .clock(FrozenClock::at(NOW));
    let reply = client(several.build().unwrap())
        .get("/protected", &token)
        .await;
    assert_eq!(reply.status, 200);
    let one = Auth::builder(One {
        secret: LONG.into(),
    })
    .clock(FrozenClock::at(NOW));
    let reply = client(one.build().unwrap()).get("/protected", &token).await;
    let text = "The specified alg value is not allowed";
    assert_eq!(reply.seen(), (422, msg(text)));
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", short_secret = "dangerously-on")]
struct Tutorial {
    secret: Secret,
}

/// `JWT_SECRET_KEY = "super-secret"`
#[test]
fn secret_key() {
    let tutorial = || "super-secret".into();
    let auth = Auth::builder(One { secret: tutorial() }).build();
    let error = auth.unwrap_err().to_string();
    assert!(error.contains("`secret`"), "{error}");
    let auth = Auth::builder(Tutorial { secret: tutorial() })
        .build()
        .unwrap();
    assert!(auth.verify(&auth.mint("test").token().unwrap()).is_ok());
}

struct Members;

#[derive(Clone, Serialize)]
struct Member {
    username: String,
}

impl UserBackend<Groups> for Members {
    type Credentials = jwt_guard::user::NoCredentials;
    type User = Member;

    async fn authenticate(&self, _: Self::Credentials) -> Result<Option<Member>, BackendError> {
        Ok(None)
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<Member>, BackendError> {
        Ok(None)
    }

    async fn retrieve_foreign_user(
        &self,
        issuer: &str,
        subject: &str,
    ) -> Result<Option<Member>, BackendError> {
        let username = format!("{subject} of {issuer}");
        Ok(Some(Member { username }))
    }

    fn subject(&self, member: &Member) -> String {
        member.username.clone()
    }
}

#[derive(Claim)]
struct Groups {
    email: Option<String>,
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", claims = Groups, users = Members)]
struct Provider {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
}

const REALM: &str = "https://my-identity-server.example/auth/realms/master";

#[protected]
async fn by_token(claims: Claims<Groups>) -> Json<Value> {
    Json(json!({"result": "protected by token ok", "email": claims.email}))
}

#[scoped("api-access")]
async fn by_group(user: CurrentUser<Member>) -> Json<Value> {
    Json(json!({"result": "protected by token AND group membership ok", "user": user.username}))
}

/// examples: `oidc.py`
#[tokio::test]
async fn oidc() {
    let key = EncodingKey::from_rsa_pem(pem("private_pem").as_bytes()).unwrap();
    // The text at `jwks_uri`, which a program fetches before it starts.
    let published = KeyRing::new(Key::public(Algorithm::RS256, &pem("public_pem")).unwrap());
    let published = serde_json::to_string(&published.public_set(NOW)).unwrap();
    let keys = TrustedIssuer::new(REALM, published)
        .audience(["example.my-identity-server"])
        .token_types(["JWT"])
        .scopes_claim("groups");
    let secret = SECRET.into();
    let trusted_issuers = vec![keys];
    let auth = Auth::builder(Provider {
        secret,
        trusted_issuers,
    })
    .users(Members);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new()
        .route("/token-protected", get(by_token))
        .route("/group-protected", get(by_group))
        .with_state(auth);
    let client = Client::of(app);
    let claims = json!({
        "iss": REALM, "aud": "example.my-identity-server", "sub": "7", "email": "test@example.com", "iat": NOW,
        "exp": NOW + 5 * MINUTE, "groups": ["api-access", "staff"],
    });
    let with = |change: Value| {
        let claims = changed(&claims, &change);
        bearer(&signed_by(&key, &Header::new(Theirs::RS256), &claims))
    };
    let reply = client.get("/token-protected", &with(json!({}))).await;
    let expected = json!({"result": "protected by token ok", "email": "test@example.com"});
    assert_eq!(reply.seen(), (200, expected));
    let reply = client.get("/group-protected", &with(json!({}))).await;
    assert_eq!(reply.json()["user"], format!("7 of {REALM}"));
    let reply = client
        .get("/group-protected", &with(json!({"groups": ["staff"]})))
        .await;
    assert_eq!(reply.status, 403);
    let reply = client
        .get("/token-protected", &with(json!({"aud": "other"})))
        .await;
    assert_eq!(reply.seen(), (422, msg("Audience doesn't match")));
    let reply = client.get("/token-protected", "").await;
    assert_eq!(reply.seen(), (401, msg("Missing Authorization Header")));
}
