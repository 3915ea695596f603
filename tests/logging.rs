//! The log: it never contains a token, a password or a secret.
//!
//! A program of its own: while other tests trace the same lines, `tracing` may take ours for switched off.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::string_slice,
    clippy::indexing_slicing,
    reason = "a test that panics has failed"
)]

#[allow(dead_code, reason = "what the tests of `http` share")]
#[path = "http/fixtures/app.rs"]
mod app;
#[allow(dead_code, reason = "what the tests of `http` share")]
#[path = "http/fixtures/remote.rs"]
mod remote;
#[path = "logging/throttling.rs"]
mod throttling;

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use axum::http::Request;
use base64_simd::URL_SAFE_NO_PAD;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::prelude::*;
use jwt_guard::token::TokenError;
use jwt_guard::user::PasswordError;
use tracing::field::{Field, Visit};
use tracing::span::{Attributes, Id, Record};
use tracing::{Event, Metadata, Subscriber};

use app::*;

#[protected]
#[tracing::instrument]
async fn traced(claims: Claims<Membership>, any: CurrentUser<User>) -> String {
    tracing::info!(?claims, "handling");
    any.name.clone()
}

/// Writes every span and event, with all fields, to one text.
#[derive(Clone, Default)]
struct Recorder(Arc<Mutex<String>>);

struct Fields<'a>(&'a mut String);

impl Visit for Fields<'_> {
    fn record_debug(&mut self, field: &Field, value: &dyn std::fmt::Debug) {
        writeln!(self.0, "{field} = {value:?}").unwrap();
    }
}

impl Subscriber for Recorder {
    fn enabled(&self, _: &Metadata<'_>) -> bool {
        true
    }
    fn new_span(&self, span: &Attributes<'_>) -> Id {
        span.record(&mut Fields(&mut self.0.lock().unwrap()));
        Id::from_u64(1)
    }
    fn record(&self, _: &Id, values: &Record<'_>) {
        values.record(&mut Fields(&mut self.0.lock().unwrap()));
    }
    fn record_follows_from(&self, _: &Id, _: &Id) {}
    fn event(&self, event: &Event<'_>) {
        let level = event.metadata().level();
        writeln!(self.0.lock().unwrap(), "level = {level}").unwrap();
        event.record(&mut Fields(&mut self.0.lock().unwrap()));
    }
    fn enter(&self, _: &Id) {}
    fn exit(&self, _: &Id) {}
}

#[tokio::test]
async fn no_log_line_has_a_token_a_password_or_a_claim_in_it() {
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let app: GuardedRouter = GuardedRouter::new()
        .route("/traced", get(traced))
        .nest("/auth", auth().endpoints())
        .with_state(auth());
    let valid = token(&["user"]);
    let forged = format!("{valid}A");
    assert_eq!(get_as(&app, "/traced", Some(&valid)).await.0, 200);
    assert_eq!(get_as(&app, "/traced", Some(&forged)).await.0, 401);
    for body in [
        r#"{"username":"ada","password":"hunter2"}"#,
        r#"{"username":"flaky","password":"hunter2"}"#,
        r#"{"password":"hunter2"}"#,
    ] {
        let login = Request::post("/auth").header("content-type", "application/json");
        send(&app, login.body(body.into()).unwrap()).await;
    }
    let log = recorder.0.lock().unwrap().clone();
    assert!(
        log.contains("claims = [verified claims]"),
        "the handler was not traced:\n{log}"
    );
    assert!(
        log.contains("the token's signature is wrong"),
        "the refusal was not logged:\n{log}"
    );
    let (_, signature) = valid.rsplit_once('.').unwrap();
    for secret in [signature, &valid[30..60], "hunter2", SECRET, "\"pro\""] {
        assert!(!log.contains(secret), "{secret} is in the log:\n{log}");
    }
}

#[scoped("team:{id}:read")]
async fn member() {}

#[tokio::test]
async fn a_path_parameter_twice_is_logged_by_its_name_and_not_its_values() {
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let inner: GuardedRouter = GuardedRouter::new()
        .route("/m/{id}", get(member))
        .with_state(auth());
    let app = GuardedRouter::new().nest_public_service("/t/{id}", inner.finish());
    let (status, body) = get_as(
        &app,
        "/t/secretteam/m/secretmember",
        Some(&token(&["team"])),
    )
    .await;
    assert_eq!(status, 500);
    let log = recorder.0.lock().unwrap().clone();
    assert!(
        log.contains("the path of the request has this parameter twice"),
        "{log}"
    );
    assert!(
        log.contains("level = ERROR")
            && log.contains("member")
            && log.contains("parameter = \"id\""),
        "{log}"
    );
    for text in [&log, &body] {
        assert!(!text.contains("secret"), "{text}");
    }
}

/// A backend that fails: the password is not checked, or the database is unavailable.
struct Overrun;

#[derive(Debug)]
struct NotLookedUp(PasswordError);

impl std::fmt::Display for NotLookedUp {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("nobody was looked up")
    }
}

impl std::error::Error for NotLookedUp {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        Some(&self.0)
    }
}

impl UserBackend for Overrun {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, login: Credentials) -> Result<Option<()>, BackendError> {
        let busy = PasswordError::Busy { waiting: 32 };
        Err(match &*login.username {
            "ada" => busy.into(),
            "grace" => NotLookedUp(busy).into(),
            "eve" => PasswordError::Failed.into(),
            _ => "the database is away".into(),
        })
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Ok(None)
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }
}

#[tokio::test]
async fn too_many_logins_are_a_warning_and_a_backend_that_fails_is_an_error() {
    #[derive(AuthConfig)]
    #[auth(users = Overrun)]
    struct Api {
        secret: Secret,
    }
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let secret = SECRET.into();
    let auth = Auth::builder(Api { secret })
        .users(Overrun)
        .build()
        .unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    for (username, level, said) in [
        ("ada", "WARN", "limit the rate of logins"),
        ("grace", "WARN", "limit the rate of logins"),
        ("eve", "ERROR", "could not be hashed"),
        ("mallory", "ERROR", "the database is away"),
    ] {
        recorder.0.lock().unwrap().clear();
        let login = Request::post("/auth").header("content-type", "application/json");
        let body = format!(r#"{{"username":"{username}","password":"hunter2"}}"#);
        let answer = send(&app, login.body(body.into()).unwrap()).await;
        assert_eq!(answer.status, 503);
        let log = recorder.0.lock().unwrap().clone();
        assert!(log.contains(said), "{log}");
        for other in ["WARN", "ERROR"] {
            let is_said = log.contains(&format!("level = {other}"));
            assert_eq!(is_said, other == level, "{username}: {log}");
        }
    }
}

/// A backend that accepts every login, and fails afterwards.
struct Flaky;

impl UserBackend for Flaky {
    type Credentials = Credentials;
    type User = ();

    async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> {
        Ok(Some(()))
    }

    async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> {
        Err("the database is away".into())
    }

    fn subject(&self, (): &()) -> String {
        "1".into()
    }
}

#[tokio::test]
async fn a_token_that_could_not_be_replaced_is_not_in_the_log_that_says_so() {
    #[derive(AuthConfig)]
    #[auth(users = Flaky, token_from(cookie), access_ttl = "5m", implicit_refresh = "299s")]
    struct Site {
        secret: Secret,
    }

    #[protected]
    async fn page() {}

    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let clock = FrozenClock::at(NOW);
    let secret = SECRET.into();
    let auth = Auth::builder(Site { secret }).users(Flaky);
    let auth = auth.clock(clock.clone()).build().unwrap();
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(page))
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let login = Request::post("/auth").header("content-type", "application/json");
    let body = r#"{"username":"ada","password":"hunter2"}"#;
    let answer = send(&app, login.body(body.into()).unwrap()).await;
    let cookie = answer.header("set-cookie").unwrap();
    let cookie = cookie.split(';').next().unwrap().to_owned();
    clock.set(NOW + 1);
    let request = Request::get("/").header("cookie", &cookie);
    let answer = send(&app, request.body("".into()).unwrap()).await;
    assert_eq!(answer.status, 200);
    assert!(answer.header("set-cookie").is_none());
    let log = recorder.0.lock().unwrap().clone();
    assert!(log.contains("was not replaced"), "{log}");
    let (_, token) = cookie.split_once('=').unwrap();
    for part in token.split('.') {
        assert!(!log.contains(part), "{part} is in the log:\n{log}");
    }
}

#[tokio::test]
async fn a_clock_that_is_not_the_stores_is_said_once_when_that_begins_and_once_when_it_ends() {
    #[derive(AuthConfig)]
    #[auth(session_owner = "shop")]
    struct Shop {
        secret: Secret,
    }

    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let (clock, store) = (FrozenClock::at(NOW), remote::Remote::new());
    store.shows(NOW);
    let auth = Auth::builder(Shop {
        secret: SECRET.into(),
    });
    let auth = auth.clock(clock.clone()).store(store).build().unwrap();
    let said = |text: &str| recorder.0.lock().unwrap().matches(text).count();
    for (ahead, begins, ends) in [(0, 0, 0), (30, 1, 0), (40, 1, 0), (0, 1, 1), (-600, 2, 1)] {
        clock.set(NOW + ahead);
        for _ in 0..2 {
            // A recent measurement is not repeated.
            tokio::time::sleep(std::time::Duration::from_millis(110)).await;
            auth.ready().await;
        }
        assert_eq!(said("differs from that of the store of sessions"), begins);
        assert_eq!(
            said("agrees with that of the store of sessions again"),
            ends
        );
    }
    assert_eq!(said("ahead = -600"), 1);
}

#[test]
fn what_is_dangerously_off_is_said_once_when_the_service_starts() {
    #[derive(AuthConfig)]
    #[auth(verify_exp = "dangerously-off")]
    struct Immortal {
        #[auth(env = "SECRET")]
        secret: Secret,
    }
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let config = Immortal::from_vars(|_| Some(SECRET.to_owned())).unwrap();
    let auth = Auth::builder(config).build().unwrap();
    let token = auth.mint("1").token().unwrap();
    assert!(auth.verify(&token).is_ok());
    let log = recorder.0.lock().unwrap().clone();
    assert_eq!(
        log.matches("`verify_exp` is dangerously off").count(),
        1,
        "{log}"
    );
    assert!(log.contains("config = \"Immortal\""), "{log}");
    assert!(!log.contains(SECRET), "{log}");
}

#[derive(AuthConfig)]
#[auth(claims = Membership, users = Users, token_from(cookie))]
struct Verbose {
    secret: Secret,
    audience: Vec<String>,
}

#[tokio::test]
async fn a_token_too_large_for_a_cookie_is_logged_with_sizes_and_no_values() {
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let name = |at: usize| format!("{at}{}", "x".repeat(100));
    let auth = Auth::builder(Verbose {
        secret: SECRET.into(),
        audience: (0..32).map(name).collect(),
    });
    let auth = auth.users(Users).build().unwrap();
    let app = GuardedRouter::new()
        .nest("/auth", auth.endpoints())
        .with_state(auth);
    let login = Request::post("/auth")
        .header("content-type", "application/json")
        .body(r#"{"username":"ada","password":"secret"}"#.into());
    let answer = send(&app, login.unwrap()).await;
    assert_eq!(answer.json()["error"], "token_too_large");
    let log = recorder.0.lock().unwrap().clone();
    for said in [
        "level = ERROR",
        "cookie = __Host-access_token",
        "limit = 4096",
        "claims = aud: 33",
    ] {
        assert!(log.contains(said), "{said}: {log}");
    }
    assert!(
        log.contains("size = 4") || log.contains("size = 5"),
        "{log}"
    );
    for hidden in ["xxxx", "team of ada"] {
        assert!(!log.contains(hidden), "{log}");
    }
}

#[tokio::test]
async fn a_key_that_is_left_out_of_a_set_is_a_warning_that_says_which_and_why() {
    #[derive(AuthConfig)]
    struct Api {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let set = r#"{"keys":[
        {"kty":"OKP","crv":"Ed25519","kid":"good","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
        {"kty":"RSA","use":"enc","alg":"RSA-OAEP","kid":"of others","n":"AQAB","e":"AQAB"},
        {"kty":"EC","crv":"P-256","kid":"half","x":"c2hvdy1tZS1uby1rZXktbWF0ZXJpYWwtaW4tYS1sb2c"}
    ]}"#;
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let api = Api {
        secret: SECRET.into(),
        trusted_issuers: vec![
            TrustedIssuer::new("https://login.example.com", set).audience(["api"]),
        ],
    };
    Auth::builder(api).build().unwrap();
    let log = recorder.0.lock().unwrap().clone();
    assert_eq!(log.matches("level = WARN").count(), 1, "{log}");
    for said in [
        "https://login.example.com",
        "index = 2",
        "half",
        "a JSON Web Key without `y`",
    ] {
        assert!(log.contains(said), "{said} is not in the log:\n{log}");
    }
    assert!(!log.contains("c2hvdy1t"), "{log}");
}

#[tokio::test]
async fn a_kid_that_no_key_has_is_hinted_at_once() {
    #[derive(AuthConfig)]
    #[auth(algorithm = "EdDSA")]
    struct Realm {
        public_key: String,
    }
    let recorder = Recorder::default();
    let _subscriber = tracing::subscriber::set_default(recorder.clone());
    let public_key =
        r#"{"kty":"OKP","crv":"Ed25519","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;
    let public_key = public_key.into();
    let auth = Auth::builder(Realm { public_key }).build().unwrap();
    let header = URL_SAFE_NO_PAD.encode_to_string(r#"{"alg":"EdDSA","kid":"realm-key"}"#);
    let token = format!("{header}.e30.{}", "A".repeat(86));
    for _ in 0..3 {
        assert_eq!(auth.verify(&token).err(), Some(TokenError::UnknownKeyId));
    }
    let log = recorder.0.lock().unwrap().clone();
    assert_eq!(log.matches("set `key_id`").count(), 1, "{log}");
    assert!(!log.contains("realm-key"), "anyone can write it:\n{log}");
}
