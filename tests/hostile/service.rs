//! The service under attack: one key, one issuer, one audience, one scope, and a clock that stands still.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use axum::body::Body;
use axum::extract::{FromRef, State};
use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderValue, Request};
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;

use crate::app::{Answer, NOW, send};
use crate::case::{Case, Expect};
use crate::forge::Forge;
use crate::key;

pub(crate) const ISSUER: &str = "https://issuer.example.com";
pub(crate) const AUDIENCE: &str = "https://api.example.com";
pub(crate) const KEY_ID: &str = "key-1";
pub(crate) const SUBJECT: &str = "user-1";
pub(crate) const SCOPE: &str = "user:read";

/// The longest token that is read.
pub(crate) const MAX_BYTES: usize = 8192;
/// The default leeway, in seconds.
pub(crate) const LEEWAY: i64 = 10;

#[derive(AuthConfig)]
#[auth(
    issuer = "https://issuer.example.com",
    audience = "https://api.example.com",
    key_id = "key-1"
)]
pub(crate) struct Strict {
    algorithm: Algorithm,
    secret: Option<Secret>,
    private_key: Option<Secret>,
}

#[derive(Clone, AuthState, FromRef)]
struct App {
    auth: Auth<Strict>,
    runs: Runs,
}

/// How often the handler ran.
#[derive(Clone, Default)]
struct Runs(Arc<AtomicUsize>);

impl Runs {
    fn count(&self) -> usize {
        self.0.load(Ordering::SeqCst)
    }
}

#[scoped("user:read")]
async fn subject(State(Runs(runs)): State<Runs>, claims: Claims) -> String {
    runs.fetch_add(1, Ordering::SeqCst);
    claims.subject().to_owned()
}

pub(crate) struct Service {
    app: GuardedRouter,
    /// That of the service, which has seen the usual token and remembers it.
    warm: Auth<Strict>,
    /// Another, which never accepted a token.
    cold: Auth<Strict>,
    runs: Runs,
    /// The answers to tokens that nobody took trouble with. Every refusal is the same as one of these, to the byte, so
    /// that nothing of a token, a key or a reason can be in it.
    invalid: Answer,
    malformed: Answer,
    forbidden: Answer,
}

/// The instance that the service runs, at `now`.
pub(crate) fn auth_at(algorithm: Algorithm, now: i64) -> Auth<Strict> {
    let text = |form| key::text(key::name_of(algorithm), form).map(Secret::from);
    Auth::builder(Strict {
        algorithm,
        secret: text("secret"),
        private_key: text("private_pem"),
    })
    .clock(FrozenClock::at(now))
    .build()
    .expect("the configuration is right")
}

impl Service {
    pub(crate) async fn of(algorithm: Algorithm) -> Self {
        let auth = auth_at(algorithm, NOW);
        let runs = Runs::default();
        let app: GuardedRouter = GuardedRouter::new()
            .route("/", get(subject))
            .with_state(App {
                auth: auth.clone(),
                runs: runs.clone(),
            });
        let lacking = auth.mint(SUBJECT).token().expect("the key signs");
        let usual = Forge::of(algorithm).usual().token();
        auth.verify(&usual).expect("nothing is wrong with it");
        Self {
            invalid: ask(&app, "a.b.c").await,
            malformed: ask(&app, "a,b,c").await,
            forbidden: ask(&app, &lacking).await,
            app,
            warm: auth,
            cold: auth_at(algorithm, NOW),
            runs,
        }
    }

    /// The problems of the responses to a case: to the request, and to the token given to `Auth::verify` directly.
    pub(crate) async fn mismatch(&self, case: &Case) -> Option<String> {
        let refused = case.expect == Expect::Refuse;
        // What is correct would warm it.
        let cold = Some(&self.cold).filter(|_| refused);
        for auth in cold.into_iter().chain([&self.warm]) {
            let verified = auth.verify(&case.token);
            if verified.is_err() != refused {
                return Some(match verified {
                    Ok(_) => "`verify` takes it for correct".into(),
                    Err(reason) => format!("`verify` refuses it: {reason}"),
                });
            }
        }
        if !is_sendable(&case.token) {
            return None;
        }
        let before = self.runs.count();
        let answer = ask(&self.app, &case.token).await;
        let ran = self.runs.count() - before;
        let expected = match case.status() {
            200 => {
                return (answer.status != 200 || ran != 1)
                    .then(|| format!("{answer:?}, ran {ran} times"));
            }
            400 => &self.malformed,
            401 => &self.invalid,
            _ => &self.forbidden,
        };
        let same = answer.status == expected.status
            && answer.headers == expected.headers
            && answer.body == expected.body;
        (!same || ran != 0).then(|| format!("{answer:?}, ran {ran} times"))
    }

    /// The problems of the responses that all others are compared with.
    pub(crate) fn mismatch_of_refusals(&self, algorithm: Algorithm) -> Vec<String> {
        let mut mismatches = Vec::new();
        for (answer, status, error) in [
            (&self.invalid, 401, "invalid_token"),
            (&self.malformed, 400, "invalid_request"),
            (&self.forbidden, 403, "insufficient_scope"),
        ] {
            let challenge = answer.challenge().unwrap_or_default();
            if answer.status != status
                || !challenge.starts_with("Bearer ")
                || challenge.matches("error=").count() != 1
                || !challenge.contains(&format!("error=\"{error}\""))
                || answer.json()["error"] != error
            {
                mismatches.push(format!("refusals/{status}: {answer:?}"));
            }
            if shows_a_key(&format!("{answer:?}"), algorithm) {
                mismatches.push(format!("refusals/{status} shows a key"));
            }
        }
        mismatches
    }

    /// Sends a request, for tests that count its cost.
    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        send(&self.app, request).await
    }
}

/// The request that brings a token.
pub(crate) fn request(token: &str) -> Request<Body> {
    request_of_bytes(token.as_bytes()).expect("the token can be sent")
}

/// The same for any bytes; `None` if no header field can hold them.
pub(crate) fn request_of_bytes(token: &[u8]) -> Option<Request<Body>> {
    let value = HeaderValue::from_bytes(&[b"Bearer ", token].concat()).ok()?;
    let request = Request::get("/").header(AUTHORIZATION, value);
    Some(request.body(Body::empty()).unwrap())
}

async fn ask(app: &GuardedRouter, token: &str) -> Answer {
    send(app, request(token)).await
}

/// Whether a header field can hold the text as it is (RFC 9110 §5.5): no control characters, no blanks around it.
pub(crate) fn is_sendable(token: &str) -> bool {
    !token.is_empty()
        && token.trim_matches(' ') == token
        && HeaderValue::from_bytes(token.as_bytes()).is_ok()
}

/// Whether the text is a `token68` (RFC 9110 §11.2).
pub(crate) fn is_token_text(token: &str) -> bool {
    token
        .bytes()
        .all(|byte| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte))
}

/// Whether a dozen characters in a row of `text` are those of a key.
fn shows_a_key(text: &str, algorithm: Algorithm) -> bool {
    let name = key::name_of(algorithm);
    let keys = ["secret", "private_pem", "public_pem"]
        .map(|form| key::text(name, form).unwrap_or_default());
    text.as_bytes().windows(12).any(|window| {
        let window = str::from_utf8(window).unwrap_or("\n\n");
        keys.iter().any(|key| key.contains(window))
    })
}
