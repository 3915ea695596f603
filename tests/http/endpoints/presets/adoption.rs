//! Refresh tokens of the library that a service used before: `AuthBuilder::adopt_until`.

use std::sync::Arc;

use aws_lc_rs::hmac::HMAC_SHA256;
use jwt_guard::config::ConfigError;
use jwt_guard::user::LegacyToken;

use super::*;
use crate::fixtures::app::OTHER_SECRET;
use crate::fixtures::token::signed_with;

const UNTIL: &str = "2027-03-01T00:00:00Z";
const DAY: i64 = 24 * 60 * 60;

/// `user1` (1), and what the old service kept: for `user1` the refresh token `old-token-of-user1`.
struct Old;

impl UserBackend for Old {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Users.authenticate(login).await
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Users.retrieve_user(subject).await
    }

    fn subject(&self, user: &User) -> String {
        Users.subject(user)
    }

    async fn adopt(&self, old: &LegacyToken<'_>) -> Result<Option<User>, BackendError> {
        let is_kept = match old.is_signed() {
            true => old.id() != Some("blocked"),
            false => old.matches("old-token-of-user1"),
        };
        match is_kept {
            true => self.retrieve_user(old.subject()).await,
            false => Ok(None),
        }
    }
}

#[derive(AuthConfig)]
#[auth(preset = "flask-jwt-extended", users = Old, session_owner = "shop")]
struct Extended {
    secret: Secret,
    token_from: Option<Vec<String>>,
}

#[derive(AuthConfig)]
#[auth(preset = "sanic-jwt", users = Old, session_owner = "shop")]
struct Sanic {
    secret: Secret,
}

fn extended() -> Extended {
    Extended {
        secret: secret(),
        token_from: None,
    }
}

/// A service that adopts, its `Auth` and its clock.
struct Adopting<C: AuthConfig> {
    moved: Moved,
    auth: Auth<C>,
}

impl<C> Adopting<C>
where
    C: AuthConfig<Claims = NoClaims, Users = Old, Scopes = AnyScope> + MintsClaims<dyn AnyClaims>,
{
    fn new(config: C, until: Option<&str>) -> Self {
        let clock = FrozenClock::at(NOW);
        let auth = Auth::builder(config)
            .users(Old)
            .store(MemoryStore::new())
            .clock(clock.clone());
        let auth = match until {
            Some(until) => auth.adopt_until(until),
            None => auth,
        };
        let auth = auth.build().unwrap();
        let app = GuardedRouter::new()
            .route("/protected", get(protected_route).post(protected_route))
            .nest("/auth", auth.endpoints())
            .with_state(auth.clone());
        let moved = Moved { app, clock };
        Self { moved, auth }
    }
}

impl Adopting<Extended> {
    async fn refresh(&self, token: &str) -> Answer {
        let bearer = format!("Bearer {token}");
        self.moved
            .with_header(Method::POST, "/auth/refresh", &bearer)
            .await
    }
}

/// The claims of a refresh token of Flask-JWT-Extended.
fn claims() -> Value {
    json!({
        "sub": "1", "type": "refresh", "fresh": false, "jti": "old", "csrf": "old-csrf-value",
        "iat": NOW - 10 * DAY, "nbf": NOW - 10 * DAY, "exp": NOW + 20 * DAY,
    })
}

fn signed(claims: &Value, secret: &str) -> String {
    let header = r#"{"typ":"JWT","alg":"HS256"}"#;
    signed_with(header, claims.to_string().as_bytes(), HMAC_SHA256, secret)
}

fn with(name: &str, value: Value) -> Value {
    let mut claims = claims();
    claims[name] = value;
    claims
}

#[tokio::test]
async fn a_client_goes_on_with_its_old_token_until_that_expires() {
    let service = Adopting::new(extended(), Some(UNTIL));
    let old = signed(&claims(), SECRET);
    for day in [0, 1, 19] {
        service.moved.clock.set(NOW + day * DAY);
        let answer = service.refresh(&old).await;
        assert_eq!(answer.status, 200, "day {day}: {}", answer.body);
        let answer = answer.json();
        assert_eq!(names(&answer), ["access_token"]);
        let bearer = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        assert_eq!(service.moved.get("/protected", &bearer).await.status, 200);
        assert_eq!(parts(&answer["access_token"])[1]["fresh"], false);
    }
    let sessions = service.auth.sessions().of_user(&USER).await.unwrap();
    assert_eq!(sessions.len(), 1, "one for all refreshes");
    service.moved.clock.set(NOW + 20 * DAY);
    assert_eq!(service.refresh(&old).await.status, 401);
}

#[tokio::test]
async fn a_session_outlives_the_time_of_adoption_and_none_begins_after_it() {
    let service = Adopting::new(extended(), Some("2027-01-16T08:00:00Z"));
    let [early, late] = ["early", "late"].map(|id| signed(&with("jti", id.into()), SECRET));
    assert_eq!(service.refresh(&early).await.status, 200);
    service.moved.clock.set(NOW + DAY);
    assert_eq!(service.refresh(&early).await.status, 200);
    assert_eq!(service.refresh(&late).await.status, 401);
}

#[tokio::test]
async fn nothing_is_adopted_that_is_no_token_of_the_old_service() {
    let adopting = Adopting::new(extended(), Some(UNTIL));
    let silent = Adopting::new(extended(), None);
    let good = signed(&claims(), SECRET);
    assert_eq!(
        silent.refresh(&good).await.status,
        401,
        "it is off unless it is asked for"
    );
    for (token, status) in [
        (signed(&claims(), OTHER_SECRET), 422),
        (signed(&with("type", "access".into()), SECRET), 422),
        (signed(&with("type", "invitation".into()), SECRET), 422),
        (signed(&with("exp", (NOW - 1).into()), SECRET), 401),
        (signed(&with("sub", "9".into()), SECRET), 401),
        (signed(&with("jti", "blocked".into()), SECRET), 401),
        ("old-token-of-user1".to_owned(), 422),
    ] {
        let answer = adopting.refresh(&token).await;
        assert_eq!(answer.status, status, "{}", answer.body);
    }
    let sessions = adopting.auth.sessions().of_user(&USER).await.unwrap();
    assert!(sessions.is_empty());
}

#[tokio::test]
async fn an_ended_session_never_begins_again() {
    for path in ["/auth/logout", "/auth/revoke"] {
        // Before and after the first refresh.
        for was_adopted in [false, true] {
            let service = Adopting::new(extended(), Some(UNTIL));
            let old = signed(&claims(), SECRET);
            if was_adopted {
                assert_eq!(service.refresh(&old).await.status, 200);
            }
            let ended = match path {
                "/auth/revoke" => {
                    let form = Request::post(path)
                        .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
                        .body(format!("token={old}").into());
                    service.moved.send(form.unwrap()).await
                }
                _ => {
                    service
                        .moved
                        .post(path, json!({"refresh_token": old}))
                        .await
                }
            };
            assert_eq!(ended.status, 200, "{path}: {}", ended.body);
            for day in [0, 10] {
                service.moved.clock.set(NOW + day * DAY);
                let answer = service.refresh(&old).await;
                assert_eq!(answer.status, 401, "{path} {was_adopted} day {day}");
            }
        }
    }
}

#[tokio::test]
async fn a_token_of_this_library_is_never_adopted_though_the_store_has_forgotten_its_session() {
    let service = Adopting::new(extended(), Some(UNTIL));
    let body = json!({"username": "user1", "password": "abcxyz"});
    let own = service.moved.post("/auth/login", body).await.json();
    let own = own["refresh_token"].as_str().unwrap().to_owned();
    // Another process, whose store never had the session.
    let other = Adopting::new(extended(), Some(UNTIL));
    assert_eq!(service.refresh(&own).await.status, 200);
    let answer = other.refresh(&own).await;
    assert_eq!(answer.status, 401, "{}", answer.body);
    assert!(
        other
            .auth
            .sessions()
            .of_user(&USER)
            .await
            .unwrap()
            .is_empty()
    );
}

#[tokio::test]
async fn the_end_of_all_sessions_concerns_tokens_that_were_never_presented() {
    let service = Adopting::new(extended(), Some(UNTIL));
    let old = signed(&claims(), SECRET);
    service.auth.sessions().end_all(&USER).await.unwrap();
    for day in [0, 5] {
        service.moved.clock.set(NOW + day * DAY);
        assert_eq!(service.refresh(&old).await.status, 401, "day {day}");
    }
}

#[tokio::test]
async fn requests_that_present_a_token_at_once_get_one_session() {
    let service = Arc::new(Adopting::new(extended(), Some(UNTIL)));
    let old = signed(&claims(), SECRET);
    let (first, second) = tokio::join!(service.refresh(&old), service.refresh(&old));
    assert_eq!((first.status.as_u16(), second.status.as_u16()), (200, 200));
    let sessions = service.auth.sessions().of_user(&USER).await.unwrap();
    assert_eq!(sessions.len(), 1);
}

#[tokio::test]
async fn a_browser_goes_on_with_its_cookies_and_their_csrf_value() {
    let config = Extended {
        token_from: Some(vec!["cookie".into()]),
        ..extended()
    };
    let service = Adopting::new(config, Some(UNTIL));
    let old = signed(&claims(), SECRET);
    for (value, status) in [("", 401), ("another-value", 401), ("old-csrf-value", 200)] {
        let mut request = Request::post("/auth/refresh")
            .header("host", "a.example")
            .header("cookie", format!("refresh_token_cookie={old}"));
        if !value.is_empty() {
            request = request.header("x-csrf-token", value);
        }
        let answer = service
            .moved
            .send(request.body(Body::empty()).unwrap())
            .await;
        assert_eq!(answer.status, status, "{value}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_page_that_lacks_the_csrf_value_cannot_take_an_old_token_out_of_use() {
    let config = Extended {
        token_from: Some(vec!["cookie".into()]),
        ..extended()
    };
    let service = Adopting::new(config, Some(UNTIL));
    let old = signed(&claims(), SECRET);
    let send = async |path: &str, value: &str| {
        let request = Request::post(path)
            .header("host", "a.example")
            .header("cookie", format!("refresh_token_cookie={old}"))
            .header("x-csrf-token", value);
        let answer = service
            .moved
            .send(request.body(Body::empty()).unwrap())
            .await;
        answer.status.as_u16()
    };
    let right = "old-csrf-value";
    assert_eq!(send("/auth/logout", "another-value").await, 401);
    assert_eq!(send("/auth/refresh", right).await, 200);
    assert_eq!(send("/auth/logout", right).await, 200);
    assert_eq!(send("/auth/refresh", right).await, 401);
}

#[tokio::test]
async fn an_opaque_token_comes_with_its_access_token_and_the_application_knows_it() {
    let service = Adopting::new(Sanic { secret: secret() }, Some(UNTIL));
    let refresh = async |token: &str, secret: Option<&str>| {
        let mut request = Request::post("/auth/refresh").header(CONTENT_TYPE, "application/json");
        if let Some(secret) = secret {
            // It expired long ago, as refreshing is for.
            let access = signed(&json!({"user_id": 1, "exp": NOW - DAY}), secret);
            request = request.header(AUTHORIZATION, format!("Bearer {access}"));
        }
        let body = json!({"refresh_token": token}).to_string();
        service.moved.send(request.body(body.into()).unwrap()).await
    };
    let (right, wrong) = ("old-token-of-user1", "old-token-of-user2");
    for (token, secret, status) in [
        (right, None, 401),
        (right, Some(OTHER_SECRET), 401),
        (wrong, Some(SECRET), 401),
        (right, Some(SECRET), 200),
        (right, Some(SECRET), 200),
        (right, None, 401),
    ] {
        let answer = refresh(token, secret).await;
        assert_eq!(answer.status, status, "{token}: {}", answer.body);
    }
    service.auth.sessions().end_all(&USER).await.unwrap();
    assert_eq!(refresh(right, Some(SECRET)).await.status, 401);
}

#[test]
fn a_time_without_what_it_needs_is_a_problem_of_the_configuration() {
    let problem = |built: Result<(), ConfigError>| built.unwrap_err().to_string();
    let with_store = |until: &str| {
        let auth = Auth::builder(extended())
            .users(Old)
            .store(MemoryStore::new());
        auth.adopt_until(until).build().map(drop)
    };
    for wrong in ["tomorrow", "2027-03-01", "2027-03-01T00:00:00+01:00", ""] {
        let error = problem(with_store(wrong));
        assert!(
            error.contains(&format!(
                "`adopt_until` (given to the builder): found `{wrong}`"
            )),
            "{error}"
        );
        assert!(error.contains("2027-03-01T00:00:00Z"), "{error}");
    }
    assert!(with_store(UNTIL).is_ok());

    #[derive(AuthConfig)]
    #[auth(preset = "flask-jwt-extended", users = Old)]
    struct Stateless {
        secret: Secret,
    }
    let without = Auth::builder(Stateless { secret: secret() })
        .users(Old)
        .adopt_until(UNTIL)
        .build();
    let error = problem(without.map(drop));
    assert!(error.contains("no refresh tokens"), "{error}");

    #[derive(AuthConfig)]
    #[auth(users = Old, session_owner = "shop")]
    struct Plain {
        secret: Secret,
    }
    let plain = Auth::builder(Plain { secret: secret() })
        .users(Old)
        .store(MemoryStore::new());
    let error = problem(plain.adopt_until(UNTIL).build().map(drop));
    assert!(error.contains("`refresh_requires_access` on"), "{error}");
}
