//! Claims at login: from `setup`, from the backend, and `extend_payload`.

use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::claim::{ExtraClaims, FromUser};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::token::MintError;
use serde_json::{Map, Value, json};

use crate::fixtures::app::{Answer, NOW, SECRET, send};

#[derive(Clone, serde::Serialize)]
struct User {
    name: String,
}

#[derive(Claim)]
#[claim(user = User)]
struct Membership {
    #[claim(setup = plan_of, verify = is_known)]
    plan: String,
    #[claim(setup = plans::team_of)]
    team: String,
    #[claim(setup = User::level)]
    level: Option<u8>,
    /// Nobody computes it.
    #[claim(default = beginner)]
    title: String,
    #[claim(path = "app.locale", setup = locale_of)]
    locale: String,
}

/// At once.
fn plan_of(user: &User) -> String {
    if user.name == "golden" {
        "golden"
    } else {
        "pro"
    }
    .into()
}

fn is_known(plan: &str) -> bool {
    plan == "pro"
}

mod plans {
    use super::*;

    /// Later, and perhaps not at all.
    pub(super) async fn team_of(user: &User) -> Result<String, BackendError> {
        tokio::task::yield_now().await;
        match user.name.as_str() {
            "flaky" => Err("the database is at postgres://10.0.0.1".into()),
            name => Ok(format!("team of {name}")),
        }
    }
}

impl User {
    async fn level(&self) -> Option<u8> {
        tokio::task::yield_now().await;
        (self.name == "ada").then_some(7)
    }
}

fn locale_of(_: &User) -> Result<String, BackendError> {
    Ok("cs".into())
}

fn beginner() -> String {
    "beginner".into()
}

/// What the backend adds to the payload.
#[derive(Default)]
struct Users(Option<(&'static str, Value)>);

impl UserBackend<Membership> for Users {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let name = login.username;
        Ok(Some(User { name }))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    fn subject(&self, user: &User) -> String {
        user.name.clone()
    }

    async fn extend_payload(&self, user: &User) -> Result<ExtraClaims, BackendError> {
        let mut more = ExtraClaims::default();
        if let Some((name, value)) = &self.0 {
            more.insert(*name, value.clone());
        }
        if user.name == "silent" {
            return Err("the database is at postgres://10.0.0.1".into());
        }
        Ok(more)
    }

    async fn additional_headers(&self, user: &User) -> Result<Map<String, Value>, BackendError> {
        let member = match &*user.name {
            "forger" => ("alg".to_owned(), json!("none")),
            "lost" => return Err("the database is at postgres://10.0.0.1".into()),
            name => ("of".to_owned(), json!(name)),
        };
        Ok(Map::from_iter([member]))
    }
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, scopes_claim = "realm_access.roles", token_type_claim = "kind")]
struct Api {
    secret: Secret,
}

async fn login(users: Users, name: &str) -> Answer {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    });
    let auth = auth.users(users).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let app = GuardedRouter::new().nest("/auth", auth.endpoints());
    post_credentials(app.with_state(auth), name).await
}

async fn post_credentials(app: GuardedRouter, name: &str) -> Answer {
    let body = json!({"username": name, "password": "secret"}).to_string();
    let request = Request::post("/auth").header(CONTENT_TYPE, "application/json");
    send(&app, request.body(body.into()).unwrap()).await
}

/// The payload of the token that a login gives.
fn payload(answer: &Answer) -> Value {
    assert_eq!(answer.status, 200, "{}", answer.body);
    let token = answer.json()["access_token"].as_str().unwrap().to_owned();
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64.decode_to_vec(payload).unwrap()).unwrap()
}

#[tokio::test]
async fn claims_with_a_setup_are_computed_from_the_user() {
    let payload = payload(&login(Users::default(), "ada").await);
    assert_eq!(payload["plan"], "pro");
    assert_eq!(payload["team"], "team of ada");
    assert_eq!(payload["level"], 7);
    assert_eq!(payload["title"], "beginner");
    assert_eq!(payload["app"], json!({"locale": "cs"}));
}

#[tokio::test]
async fn a_setup_that_cannot_answer_is_503_and_one_that_verify_refuses_500() {
    let unavailable = login(Users::default(), "flaky").await;
    assert_eq!(unavailable.status, 503);
    assert!(
        !unavailable.body.contains("postgres"),
        "{}",
        unavailable.body
    );
    let refused = login(Users::default(), "golden").await;
    assert_eq!(refused.status, 500);
    assert!(!refused.body.contains("plan"), "{}", refused.body);
}

#[tokio::test]
async fn the_backend_may_begin_with_what_is_computed() {
    let user = User { name: "bob".into() };
    let mut claims = Membership::from_user(&user).await.unwrap();
    claims.title = "expert".into();
    assert_eq!((claims.team.as_str(), claims.level), ("team of bob", None));
}

#[tokio::test]
async fn a_login_can_add_members_to_the_payload() {
    let payload = payload(&login(Users(Some(("locale", json!(["cs", 1])))), "ada").await);
    assert_eq!(payload["locale"], json!(["cs", 1]));
    assert_eq!(payload["plan"], "pro", "beside the claims that have a type");
    assert_eq!(login(Users::default(), "silent").await.status, 503);
}

/// The names that nothing can be added under.
const TAKEN: [&str; 22] = [
    // of RFC 7519, and of the library
    "iss",
    "sub",
    "aud",
    "exp",
    "nbf",
    "iat",
    "jti",
    "scope",
    "sid",
    "auth_time",
    "acr",
    "amr",
    "fresh",
    "csrf",
    "cnf",
    "client_id",
    // of the configuration: custom, the first part of a path, scopes, the way to scopes, the type
    "plan",
    "title",
    "app",
    "realm_access.roles",
    "realm_access",
    "kind",
];

#[tokio::test]
async fn a_login_cannot_add_what_is_a_claim_already() {
    for name in TAKEN {
        let answer = login(Users(Some((name, json!({"roles": ["admin"]})))), "ada").await;
        assert_eq!(answer.status, 500, "{name}");
        assert!(
            !answer.body.contains("admin") && answer.body.contains("server_error"),
            "{}",
            answer.body
        );
    }
}

#[tokio::test]
async fn the_error_about_a_name_that_is_taken_says_it() {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    });
    let auth = auth.users(Users::default()).build().unwrap();
    let user = User { name: "ada".into() };
    for name in TAKEN {
        let more: ExtraClaims = [(name.to_owned(), json!("x"))].into_iter().collect();
        let claims = Membership::from_user(&user).await.unwrap();
        let refused = auth.mint("1").claims(claims).extend(more).token();
        assert!(
            matches!(&refused, Err(MintError::ClaimNameTaken(found)) if **found == *name),
            "{name}: {refused:?}"
        );
    }
}

/// Of two types, the backend gives one and computes the other.
#[derive(Claim)]
struct Seats(u32);

struct Workers;

impl UserBackend<(Membership, Seats)> for Workers {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let name = login.username;
        Ok(Some(User { name }))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<User>, BackendError> {
        Ok(None)
    }

    fn subject(&self, user: &User) -> String {
        user.name.clone()
    }

    async fn claims(&self, user: &User) -> Result<(Membership, Seats), BackendError> {
        Ok((Membership::from_user(user).await?, Seats(5)))
    }
}

#[derive(AuthConfig)]
#[auth(claims = (Membership, Seats), users = Workers)]
struct Works {
    secret: Secret,
}

#[tokio::test]
async fn of_several_types_one_can_be_given_and_another_computed() {
    let secret = SECRET.into();
    let auth = Auth::builder(Works { secret }).users(Workers);
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let app = GuardedRouter::new().nest("/auth", auth.endpoints());
    let payload = payload(&post_credentials(app.with_state(auth), "ada").await);
    assert_eq!(
        (&payload["seats"], &payload["plan"]),
        (&json!(5), &json!("pro"))
    );
}

/// A service that only verifies has no users, whatever type the claims are computed from.
#[derive(AuthConfig)]
#[auth(claims = (Membership, Seats))]
struct Reader {
    secret: Secret,
}

#[tokio::test]
async fn computed_claims_can_be_read_without_any_users() {
    let secret = || SECRET.into();
    let auth = Auth::builder(Works { secret: secret() }).users(Workers);
    let works = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let user = User { name: "ada".into() };
    let claims = (Membership::from_user(&user).await.unwrap(), Seats(5));
    let token = works.mint("ada").claims(claims).token().unwrap();
    let reader = Auth::builder(Reader { secret: secret() });
    let reader = reader.clock(FrozenClock::at(NOW)).build().unwrap();
    let verified = reader.verify(&token).unwrap();
    let (membership, seats) = verified.claims();
    assert_eq!((membership.plan.as_str(), seats.0), ("pro", 5));
}

#[tokio::test]
async fn the_backend_adds_members_to_the_header_but_never_one_of_the_library() {
    let answer = login(Users::default(), "ada").await;
    let body = answer.json();
    let token = body["access_token"].as_str().unwrap();
    let header = BASE64
        .decode_to_vec(token.split('.').next().unwrap())
        .unwrap();
    let header: Value = serde_json::from_slice(&header).unwrap();
    assert_eq!(
        (&header["of"], &header["alg"]),
        (&json!("ada"), &json!("HS256"))
    );
    for (name, status) in [("forger", 500), ("lost", 503)] {
        let answer = login(Users::default(), name).await;
        assert_eq!(answer.status, status, "{name}");
        assert!(!answer.body.contains("postgres"), "{}", answer.body);
    }
}
