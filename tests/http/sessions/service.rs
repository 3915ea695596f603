//! A service with a store, whose clock and users can be changed.

use std::sync::{Arc, Mutex};

use axum::Json;
use axum::body::Body;
use axum::extract::State;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, USER_AGENT};
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::{CountLimit, TrustedIssuer};
use jwt_guard::prelude::*;
use jwt_guard::session::{MemoryStore, SessionEvent, TokenStore};
use jwt_guard::token::TokenType;
use jwt_guard::user::Authentication;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, NOW, SECRET, send};

#[derive(AuthConfig, Deserialize, Default)]
#[auth(users = Staff)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Office {
    pub(super) secret: Option<Secret>,
    pub(super) issuer: Option<String>,
    pub(super) session_owner: Option<String>,
    pub(super) instance: Option<String>,
    pub(super) token_from: Option<Vec<String>>,
    pub(super) token_delivery: Option<String>,
    pub(super) header_name: Option<String>,
    pub(super) header_prefixes: Option<Vec<String>>,
    pub(super) query_name: Option<String>,
    pub(super) json_key: Option<String>,
    pub(super) form_key: Option<String>,
    pub(super) query_refresh_name: Option<String>,
    pub(super) query_refresh_prefix: Option<String>,
    pub(super) json_refresh_key: Option<String>,
    pub(super) form_refresh_key: Option<String>,
    pub(super) refresh_token_key: Option<String>,
    pub(super) refresh: Option<String>,
    pub(super) refresh_ttl: Option<String>,
    pub(super) refresh_idle_ttl: Option<String>,
    pub(super) refresh_format: Option<String>,
    pub(super) refresh_rotation: Option<String>,
    pub(super) refresh_grace: Option<String>,
    pub(super) refresh_requires_access: Option<String>,
    pub(super) refreshes_per_minute: Option<CountLimit>,
    pub(super) max_sessions: Option<CountLimit>,
    pub(super) implicit_refresh: Option<String>,
    pub(super) revocation: Option<String>,
    pub(super) on_store_error: Option<String>,
    pub(super) store_timeout: Option<String>,
    pub(super) csrf: Option<String>,
    pub(super) login_redirect: Option<String>,
    pub(super) access_ttl: Option<String>,
    pub(super) max_lifetime: Option<String>,
    pub(super) leeway: Option<String>,
    pub(super) cookie_refresh_name: Option<String>,
    pub(super) csrf_refresh_header: Option<String>,
    pub(super) csrf_refresh_cookie: Option<String>,
    pub(super) csrf_refresh_field: Option<String>,
    pub(super) csrf_field: Option<String>,
    pub(super) session_secret: Option<Secret>,
    pub(super) private_key: Option<Secret>,
    pub(super) algorithm: Option<String>,
    pub(super) scope_matching: Option<String>,
    pub(super) issued_at: Option<String>,
    pub(super) jti: Option<String>,
    pub(super) not_before: Option<String>,
    pub(super) audience: Option<Vec<String>>,
    pub(super) client_id: Option<Vec<String>>,
    pub(super) cookie_split: Option<String>,
    pub(super) cookie_http_only: Option<String>,
    pub(super) cookie_same_site: Option<String>,
    pub(super) cookie_max_age: Option<String>,
    pub(super) key_per_user: Option<String>,
    pub(super) rate_limit: Option<String>,
    pub(super) rate_limit_account: Option<String>,
    pub(super) trusted_issuers: Vec<TrustedIssuer>,
}

/// The owner of the sessions, unless a test sets another.
pub(super) const OWNER: &str = "office";

/// The data of `ada`, who is user 1, and of `bob`, who is user 2.
pub(super) struct Known {
    pub(super) is_active: bool,
    pub(super) exists: bool,
    pub(super) is_reachable: bool,
    /// Runs while a password is checked.
    pub(super) meanwhile: Option<Box<dyn FnOnce() + Send>>,
    pub(super) scopes: Vec<&'static str>,
    /// What is added to the payload of tokens, under any name.
    pub(super) payload: Option<(&'static str, &'static str)>,
    /// What the keys of users are made of, if each has one.
    pub(super) secret: &'static str,
    /// What they are made of after the next look at that.
    pub(super) next_secret: Option<&'static str>,
    /// Whether a user is looked for for ever.
    pub(super) is_slow: bool,
}

#[derive(Clone)]
pub(super) struct Staff {
    pub(super) known: Arc<Mutex<Known>>,
    pub(super) events: Arc<Mutex<Vec<String>>>,
}

#[derive(Clone, Serialize)]
pub(super) struct Person(pub(super) u32);

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = Person;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Person>, BackendError> {
        let id = if login.username == "ada" { 1 } else { 2 };
        let meanwhile = self.known.lock().unwrap().meanwhile.take();
        if let Some(meanwhile) = meanwhile {
            meanwhile();
        }
        Ok(Some(Person(id)).filter(|_| *login.password == "secret"))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Person>, BackendError> {
        let (is_reachable, is_slow, exists) = {
            let known = self.known.lock().unwrap();
            (known.is_reachable, known.is_slow, known.exists)
        };
        if is_slow {
            std::future::pending::<()>().await;
        }
        if !is_reachable {
            return Err("out of reach".into());
        }
        Ok(subject.parse().ok().map(Person).filter(|_| exists))
    }

    fn subject(&self, user: &Person) -> String {
        user.0.to_string()
    }

    async fn scopes(&self, _: &Person) -> Result<ScopeSet, BackendError> {
        Ok(self.known.lock().unwrap().scopes.iter().copied().collect())
    }

    async fn is_active(&self, _: &Person) -> Result<bool, BackendError> {
        Ok(self.known.lock().unwrap().is_active)
    }

    async fn extend_payload(&self, _: &Person) -> Result<ExtraClaims, BackendError> {
        let payload = self.known.lock().unwrap().payload;
        let member = |(name, value): (&str, &str)| (name.to_owned(), value.into());
        Ok(payload.map(member).into_iter().collect())
    }

    async fn user_secret(&self, _: &str) -> Result<Option<Secret>, BackendError> {
        let mut known = self.known.lock().unwrap();
        let secret = known.secret.into();
        known.secret = known.next_secret.take().unwrap_or(known.secret);
        Ok(Some(secret))
    }

    async fn authentication(&self, _: &Person) -> Result<Authentication, BackendError> {
        Ok(Authentication::default().acr("silver").amr("pwd"))
    }

    async fn on_session_event(&self, event: SessionEvent<'_>) {
        let (name, session) = match event {
            SessionEvent::Began(session) => ("began", session),
            SessionEvent::Refreshed(session) => ("refreshed", session),
            SessionEvent::Reused(session) => ("reused", session),
            SessionEvent::Ended(session) => ("ended", session),
            SessionEvent::AllEnded {
                subject, except, ..
            } => {
                let name = if except.is_some() {
                    "others ended"
                } else {
                    "all ended"
                };
                self.events
                    .lock()
                    .unwrap()
                    .push(format!("{name} {subject}"));
                return;
            }
            _ => return,
        };
        let event = format!("{name} {}", session.subject);
        self.events.lock().unwrap().push(event);
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(revocation = "off")]
pub(super) async fn careless(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(verify_exp = "dangerously-off")]
pub(super) async fn ageless() {}

#[protected(verify_exp = "dangerously-off", revocation = "off")]
async fn ageless_and_careless() {}

#[scoped("report:read")]
async fn report() {}

#[protected]
async fn devices(State(auth): State<Auth<Office>>, claims: Claims) -> Result<String, AuthError> {
    let sessions = auth.sessions().of_subject(&claims).await?;
    let lines = sessions.iter().map(|session| {
        let client = session.client.as_deref().unwrap_or("?");
        format!(
            "{client} {} {}",
            session.created_at - NOW,
            session.last_used_at - NOW
        )
    });
    Ok(lines.collect::<Vec<_>>().join(", "))
}

#[protected]
async fn change_password(
    State(auth): State<Auth<Office>>,
    claims: Claims,
) -> Result<(), AuthError> {
    auth.sessions().end_others(&claims).await
}

pub(super) fn sign_in() -> TokenType {
    TokenType::from_static("sign-in+jwt")
}

#[public]
async fn redeem(
    State(auth): State<Auth<Office>>,
    Json(token): Json<String>,
) -> Result<String, AuthError> {
    let verified = auth.redeem(&sign_in(), &token).await?;
    Ok(verified.subject().to_owned())
}

pub(super) struct Service {
    pub(super) auth: Auth<Office>,
    pub(super) app: GuardedRouter,
    pub(super) clock: FrozenClock,
    pub(super) staff: Staff,
}

/// The tokens of one client.
#[derive(Clone, Debug)]
pub(super) struct Tokens {
    pub(super) access: String,
    pub(super) refresh: String,
}

impl Tokens {
    pub(super) fn of(body: &Value) -> Self {
        let text = |name: &str| body[name].as_str().unwrap_or_default().to_owned();
        Self {
            access: text("access_token"),
            refresh: text("refresh_token"),
        }
    }

    pub(super) fn claims(&self) -> Value {
        let payload = self.access.split('.').nth(1).unwrap();
        serde_json::from_slice(&BASE64.decode_to_vec(payload).unwrap()).unwrap()
    }
}

impl Service {
    pub(super) fn new(settings: Value) -> Self {
        Self::with_store(settings, MemoryStore::new())
    }

    pub(super) fn with_store(settings: Value, store: impl TokenStore) -> Self {
        Self::try_with_store(settings, store).expect("the configuration is right")
    }

    /// One that keeps nothing.
    pub(super) fn without_store(settings: Value) -> Self {
        Self::try_new(settings, None::<MemoryStore>).expect("the configuration is right")
    }

    pub(super) fn try_with_store(
        settings: Value,
        store: impl TokenStore,
    ) -> Result<Self, ConfigError> {
        Self::try_new(settings, Some(store))
    }

    pub(super) fn try_new(
        settings: Value,
        store: Option<impl TokenStore>,
    ) -> Result<Self, ConfigError> {
        Self::with_office(serde_json::from_value(settings).unwrap(), store)
    }

    pub(super) fn with_office(
        mut office: Office,
        store: Option<impl TokenStore>,
    ) -> Result<Self, ConfigError> {
        let clock = FrozenClock::at(NOW);
        let staff = Staff {
            known: Arc::new(Mutex::new(Known {
                is_active: true,
                exists: true,
                is_reachable: true,
                meanwhile: None,
                scopes: vec!["report", "user:read"],
                payload: None,
                secret: "one",
                next_secret: None,
                is_slow: false,
            })),
            events: Arc::default(),
        };
        if office.private_key.is_none() {
            office.secret = Some(SECRET.into());
        }
        if store.is_some() && office.issuer.is_none() && office.session_owner.is_none() {
            office.session_owner = Some(OWNER.into());
        }
        let auth = Auth::builder(office)
            .users(staff.clone())
            .clock(clock.clone());
        let auth = match store {
            Some(store) => auth.store(store).build()?,
            None => auth.build()?,
        };
        let app = GuardedRouter::new()
            .route("/", get(whoami).post(whoami))
            .route("/careless", get(careless))
            .route("/ageless", get(ageless))
            .route("/ageless-and-careless", get(ageless_and_careless))
            .route("/report", get(report))
            .route("/devices", get(devices))
            .route("/password", post(change_password))
            .route("/redeem", post(redeem))
            .nest("/auth", auth.endpoints())
            .with_state(auth.clone());
        Ok(Self {
            auth,
            app,
            clock,
            staff,
        })
    }

    /// Moves the clock to so many seconds after the start.
    pub(super) fn at(&self, seconds: i64) {
        self.clock.set(NOW + seconds);
    }

    pub(super) async fn post(&self, path: &str, token: Option<&str>, body: &Value) -> Answer {
        let mut request = Request::post(path).header(USER_AGENT, "test");
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        let request = match body {
            Value::Null => request.body(Body::empty()),
            body => request
                .header(CONTENT_TYPE, "application/json")
                .body(body.to_string().into()),
        };
        send(&self.app, request.unwrap()).await
    }

    pub(super) async fn form(&self, path: &str, fields: &str) -> Answer {
        let request = Request::post(path)
            .header(CONTENT_TYPE, "application/x-www-form-urlencoded")
            .body(Body::from(fields.to_owned()));
        send(&self.app, request.unwrap()).await
    }

    pub(super) async fn log_in(&self) -> Tokens {
        self.log_in_as("ada").await
    }

    pub(super) async fn log_in_as(&self, name: &str) -> Tokens {
        let credentials = json!({"username": name, "password": "secret"});
        let answer = self.post("/auth", None, &credentials).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        Tokens::of(&answer.json())
    }

    pub(super) async fn refresh(&self, token: &str) -> Answer {
        self.post("/auth/refresh", None, &json!({"refresh_token": token}))
            .await
    }

    /// A refresh that must succeed.
    pub(super) async fn refreshed(&self, token: &str) -> Tokens {
        let answer = self.refresh(token).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        Tokens::of(&answer.json())
    }

    pub(super) async fn get(&self, path: &str, token: &str) -> Answer {
        let request = Request::get(path).header(AUTHORIZATION, format!("Bearer {token}"));
        send(&self.app, request.body(Body::empty()).unwrap()).await
    }

    /// The status of a protected route with this access token.
    pub(super) async fn status(&self, tokens: &Tokens) -> u16 {
        self.get("/", &tokens.access).await.status.as_u16()
    }

    pub(super) fn events(&self) -> Vec<String> {
        std::mem::take(&mut *self.staff.events.lock().unwrap())
    }
}
