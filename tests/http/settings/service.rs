//! A service of which every setting comes from a file.

use std::cell::Cell;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, SET_COOKIE};
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::Algorithm;
use jwt_guard::claim::SetUp;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::{
    ClientAddress, CountLimit, CsrfProtection, Delivery, ErrorDetail, FromText, LoginLimit,
    NotBefore, OnStoreError, RefreshFormat, RetiredKey, RevocationReach, SameSite, ScopeMatching,
    ScopesFormat, SubjectFormat, TrustedIssuer,
};
use jwt_guard::prelude::*;
use jwt_syntax::place::Place;
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::app::{Answer, NOW, SECRET, send};
use crate::remote::Remote;

/// A field for each setting that can be one, with a variable of its name for each that can come from the environment.
#[derive(AuthConfig, Deserialize, Default, Debug)]
#[auth(claims = Counted, users = Ada)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Everything {
    #[auth(env = "ALGORITHM")]
    algorithm: Option<Algorithm>,
    #[auth(env = "VERIFY_ALGORITHMS")]
    verify_algorithms: Option<FromText<Vec<Algorithm>>>,
    #[auth(env = "SECRET")]
    secret: Option<Secret>,
    #[auth(env = "SESSION_SECRET")]
    session_secret: Option<Secret>,
    #[auth(env = "PRIVATE_KEY")]
    private_key: Option<Secret>,
    #[auth(env = "PUBLIC_KEY")]
    public_key: Option<String>,
    #[auth(env = "KEY_ID")]
    key_id: Option<String>,
    retired_keys: Vec<RetiredKey>,
    key_per_user: Option<FromText<bool>>,
    #[auth(env = "ISSUER")]
    issuer: Option<String>,
    session_owner: Option<String>,
    #[auth(env = "AUDIENCE")]
    audience: Option<FromText<Vec<String>>>,
    #[auth(env = "CLIENT_ID")]
    client_id: Option<FromText<Vec<String>>>,
    #[auth(env = "ACCESS_TTL")]
    access_ttl: Option<FromText<Duration>>,
    #[auth(env = "MAX_LIFETIME")]
    max_lifetime: Option<FromText<Duration>>,
    #[auth(env = "NOT_BEFORE")]
    not_before: Option<NotBefore>,
    issued_at: Option<FromText<bool>>,
    jti: Option<FromText<bool>>,
    required_claims: Option<Vec<String>>,
    additional_headers: Option<Map<String, Value>>,
    #[auth(env = "SUBJECT_CLAIM")]
    subject_claim: Option<String>,
    subject_format: Option<SubjectFormat>,
    #[auth(env = "SCOPES_CLAIM")]
    scopes_claim: Option<String>,
    #[auth(env = "SCOPES_FORMAT")]
    scopes_format: Option<ScopesFormat>,
    scope_matching: Option<ScopeMatching>,
    #[auth(env = "TOKEN_TYPE")]
    token_type: Option<String>,
    #[auth(env = "TOKEN_TYPE_CLAIM")]
    token_type_claim: Option<String>,
    #[auth(env = "MAX_TOKEN_BYTES")]
    max_token_bytes: Option<usize>,
    #[auth(env = "LEEWAY")]
    leeway: Option<FromText<Duration>>,
    trusted_issuers: Vec<TrustedIssuer>,
    endpoints: Option<FromText<bool>>,
    path_authenticate: Option<String>,
    path_verify: Option<String>,
    path_me: Option<String>,
    path_keys: Option<String>,
    username_key: Option<String>,
    password_key: Option<String>,
    #[auth(env = "RATE_LIMIT")]
    rate_limit: Option<FromText<bool>>,
    #[auth(env = "RATE_LIMIT_ACCOUNT")]
    rate_limit_account: Option<LoginLimit>,
    #[auth(env = "RATE_LIMIT_ACCOUNT_AND_ADDRESS")]
    rate_limit_account_and_address: Option<LoginLimit>,
    #[auth(env = "RATE_LIMIT_ADDRESS")]
    rate_limit_address: Option<LoginLimit>,
    #[auth(env = "CLIENT_ADDRESS")]
    client_address: Option<ClientAddress>,
    access_token_key: Option<String>,
    #[auth(env = "CACHE")]
    cache: Option<FromText<bool>>,
    #[auth(env = "CACHE_CAPACITY")]
    cache_capacity: Option<usize>,
    #[auth(env = "TOKEN_FROM")]
    token_from: Option<FromText<Vec<Place>>>,
    #[auth(env = "HEADER_NAME")]
    header_name: Option<String>,
    #[auth(env = "HEADER_PREFIXES")]
    header_prefixes: Option<Vec<String>>,
    #[auth(env = "QUERY_NAME")]
    query_name: Option<String>,
    #[auth(env = "QUERY_PREFIX")]
    query_prefix: Option<String>,
    #[auth(env = "JSON_KEY")]
    json_key: Option<String>,
    #[auth(env = "FORM_KEY")]
    form_key: Option<String>,
    #[auth(env = "MAX_BODY_BYTES")]
    max_body_bytes: Option<usize>,
    #[auth(env = "BODY_TIMEOUT")]
    body_timeout: Option<FromText<Duration>>,
    #[auth(env = "QUERY_REFRESH_NAME")]
    query_refresh_name: Option<String>,
    #[auth(env = "QUERY_REFRESH_PREFIX")]
    query_refresh_prefix: Option<String>,
    #[auth(env = "JSON_REFRESH_KEY")]
    json_refresh_key: Option<String>,
    #[auth(env = "FORM_REFRESH_KEY")]
    form_refresh_key: Option<String>,
    instance: Option<String>,
    #[auth(env = "COOKIE_ACCESS_NAME")]
    cookie_access_name: Option<String>,
    realm: Option<String>,
    #[auth(env = "ERROR_DETAIL")]
    error_detail: Option<ErrorDetail>,
    #[auth(env = "TOKEN_DELIVERY")]
    token_delivery: Option<Delivery>,
    #[auth(env = "COOKIE_DOMAIN")]
    cookie_domain: Option<String>,
    #[auth(env = "COOKIE_PATH")]
    cookie_path: Option<String>,
    #[auth(env = "COOKIE_SECURE")]
    cookie_secure: Option<FromText<bool>>,
    #[auth(env = "COOKIE_HTTP_ONLY")]
    cookie_http_only: Option<FromText<bool>>,
    #[auth(env = "COOKIE_SAME_SITE")]
    cookie_same_site: Option<SameSite>,
    #[auth(env = "COOKIE_MAX_AGE")]
    cookie_max_age: Option<FromText<Duration>>,
    #[auth(env = "COOKIE_PARTITIONED")]
    cookie_partitioned: Option<FromText<bool>>,
    #[auth(env = "COOKIE_SPLIT")]
    cookie_split: Option<FromText<bool>>,
    #[auth(env = "COOKIE_SPLIT_SIGNATURE_NAME")]
    cookie_split_signature_name: Option<String>,
    #[auth(env = "CSRF")]
    csrf: Option<CsrfProtection>,
    #[auth(env = "CSRF_HEADER")]
    csrf_header: Option<String>,
    #[auth(env = "CSRF_COOKIE")]
    csrf_cookie: Option<String>,
    #[auth(env = "CSRF_FIELD")]
    csrf_field: Option<String>,
    #[auth(env = "CSRF_REFRESH_HEADER")]
    csrf_refresh_header: Option<String>,
    #[auth(env = "CSRF_REFRESH_COOKIE")]
    csrf_refresh_cookie: Option<String>,
    #[auth(env = "CSRF_REFRESH_FIELD")]
    csrf_refresh_field: Option<String>,
    #[auth(env = "CSRF_METHODS")]
    csrf_methods: Option<Vec<String>>,
    #[auth(env = "TRUSTED_ORIGINS")]
    trusted_origins: Option<Vec<String>>,
    login_redirect: Option<String>,
    exempt_methods: Option<Vec<String>>,
    path_logout: Option<String>,
    path_logout_all: Option<String>,
    path_refresh: Option<String>,
    path_revoke: Option<String>,
    path_reauthenticate: Option<String>,
    refresh_token_key: Option<String>,
    #[auth(env = "COOKIE_REFRESH_NAME")]
    cookie_refresh_name: Option<String>,
    refresh: Option<FromText<bool>>,
    #[auth(env = "REFRESH_TTL")]
    refresh_ttl: Option<FromText<Duration>>,
    #[auth(env = "REFRESH_IDLE_TTL")]
    refresh_idle_ttl: Option<FromText<Duration>>,
    refresh_format: Option<RefreshFormat>,
    #[auth(env = "REFRESH_ROTATION")]
    refresh_rotation: Option<FromText<bool>>,
    #[auth(env = "REFRESH_GRACE")]
    refresh_grace: Option<FromText<Duration>>,
    refresh_requires_access: Option<FromText<bool>>,
    #[auth(env = "REFRESHES_PER_MINUTE")]
    refreshes_per_minute: Option<CountLimit>,
    #[auth(env = "MAX_SESSIONS")]
    max_sessions: Option<CountLimit>,
    #[auth(env = "IMPLICIT_REFRESH")]
    implicit_refresh: Option<FromText<Duration>>,
    #[auth(env = "REVOCATION")]
    revocation: Option<RevocationReach>,
    #[auth(env = "ON_STORE_ERROR")]
    on_store_error: Option<OnStoreError>,
    #[auth(env = "STORE_TIMEOUT")]
    store_timeout: Option<FromText<Duration>>,
    #[auth(env = "REVOCATION_STALENESS")]
    revocation_staleness: Option<FromText<Duration>>,
}

/// No claims, but it is counted how often they are read.
#[derive(Clone)]
pub(super) struct Counted;

thread_local! {
    static READ: Cell<usize> = const { Cell::new(0) };
}

impl ClaimSet for Counted {
    const NAMES: &'static [&'static str] = &[];
    const REQUIRED: &'static [&'static str] = &[];

    type Found = ();

    fn read<'de, A: MapAccess<'de>>((): &mut (), _: &str, _: &mut A) -> Result<bool, A::Error> {
        Ok(false)
    }

    fn finish((): ()) -> Result<Self, &'static str> {
        READ.set(READ.get() + 1);
        Ok(Self)
    }

    fn write<M: SerializeMap>(&self, _: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
}

impl<U: Sync> SetUp<U> for Counted {
    async fn set_up(_: &U) -> Result<Self, BackendError> {
        Ok(Self)
    }
}

#[derive(Clone, Serialize)]
pub(super) struct User;

/// `ada`, whose password is `secret`, and who may read.
pub(super) struct Ada;

impl UserBackend<Counted> for Ada {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        Ok((login.username == "ada" && *login.password == "secret").then_some(User))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok((subject == "1").then_some(User))
    }

    fn subject(&self, _: &User) -> String {
        "1".into()
    }

    async fn user_secret(&self, _: &str) -> Result<Option<Secret>, BackendError> {
        Ok(Some("1".into()))
    }

    async fn scopes(&self, _: &User) -> Result<ScopeSet, BackendError> {
        Ok(["user:read", "report"].into_iter().collect())
    }
}

#[protected]
async fn route(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[scoped("user:read")]
async fn read() {}

#[protected]
async fn open() {}

/// What clients see of one configuration.
pub(super) struct Service {
    app: GuardedRouter,
    clock: FrozenClock,
    pub(super) store: Remote,
}

impl Service {
    /// Moves the clock to so many seconds after the start.
    pub(super) fn at(&self, seconds: i64) {
        self.clock.set(NOW + seconds);
    }

    pub(super) async fn refresh(&self, tokens: &Value) -> Answer {
        let body = json!({"refresh_token": tokens["refresh_token"]});
        self.post("/auth/refresh", &body).await
    }

    /// The service that a file configures, which has a secret unless it says otherwise.
    pub(super) fn of_file(settings: &Value) -> Result<Self, String> {
        Self::of_file_with_store(settings, false)
    }

    pub(super) fn of_file_with_store(settings: &Value, has_store: bool) -> Result<Self, String> {
        let file = with_secret(settings);
        let mut config: Everything =
            serde_json::from_value(file).map_err(|error| error.to_string())?;
        config.own_sessions(has_store);
        Self::with(config, has_store)
    }

    /// The service that the same settings configure as variables.
    pub(super) fn of_environment(settings: &Value, has_store: bool) -> Result<Self, String> {
        let settings = with_secret(settings);
        let config = Everything::from_vars(|name| variable(&settings[name.to_lowercase()]));
        let mut config = config.map_err(|error| error.to_string())?;
        config.own_sessions(has_store);
        Self::with(config, has_store)
    }

    pub(super) fn of<C>(config: C) -> Result<Self, String>
    where
        C: AuthConfig<Claims = Counted, Users = Ada, Scopes = jwt_guard::scope::AnyScope>,
        C: jwt_guard::config::MintsClaims<dyn jwt_guard::claim::AnyClaims>,
    {
        Self::with(config, false)
    }

    fn with<C>(config: C, has_store: bool) -> Result<Self, String>
    where
        C: AuthConfig<Claims = Counted, Users = Ada, Scopes = jwt_guard::scope::AnyScope>,
        C: jwt_guard::config::MintsClaims<dyn jwt_guard::claim::AnyClaims>,
    {
        Self::with_remote(config, has_store, Remote::new())
    }

    /// Another service of the usual name, on the same store.
    pub(super) fn beside(&self) -> Self {
        let config: Everything = serde_json::from_value(with_secret(&json!({}))).unwrap();
        let mut config = config;
        config.own_sessions(true);
        Self::with_remote(config, true, self.store.clone()).unwrap()
    }

    fn with_remote<C>(config: C, has_store: bool, store: Remote) -> Result<Self, String>
    where
        C: AuthConfig<Claims = Counted, Users = Ada, Scopes = jwt_guard::scope::AnyScope>,
        C: jwt_guard::config::MintsClaims<dyn jwt_guard::claim::AnyClaims>,
    {
        let clock = FrozenClock::at(NOW);
        let mut auth = Auth::builder(config).users(Ada).clock(clock.clone());
        if has_store {
            auth = auth.store(store.clone());
        }
        let auth = auth.build().map_err(|error| error.to_string())?;
        let app = GuardedRouter::new()
            .route("/", get(route).post(route))
            .route("/read", get(read))
            .route("/open", get(open))
            .nest("/auth", auth.endpoints())
            .with_state(auth);
        Ok(Self { app, clock, store })
    }

    pub(super) async fn answer(&self, request: Request<Body>) -> Answer {
        send(&self.app, request).await
    }

    pub(super) async fn post(&self, path: &str, body: &Value) -> Answer {
        let request = Request::post(path).header(CONTENT_TYPE, "application/json");
        send(&self.app, request.body(body.to_string().into()).unwrap()).await
    }

    pub(super) async fn get(&self, path: &str, token: Option<&str>) -> Answer {
        let mut request = Request::get(path);
        if let Some(token) = token {
            request = request.header(AUTHORIZATION, format!("Bearer {token}"));
        }
        send(&self.app, request.body(Body::empty()).unwrap()).await
    }

    /// The cookies that a login gives, each with its attributes.
    pub(super) async fn cookies(&self) -> Vec<String> {
        let credentials = json!({"username": "ada", "password": "secret"});
        let answer = self.post("/auth", &credentials).await;
        let cookies = answer.headers.get_all(SET_COOKIE).iter();
        cookies
            .map(|cookie| cookie.to_str().unwrap().to_owned())
            .collect()
    }

    pub(super) async fn login(&self) -> Value {
        self.login_at("/auth").await
    }

    pub(super) async fn login_at(&self, path: &str) -> Value {
        let credentials = json!({"username": "ada", "password": "secret"});
        self.post(path, &credentials).await.json()
    }

    /// The header and the claims of a token that is handed out at login.
    pub(super) async fn minted(&self) -> [Value; 2] {
        let login = self.login().await;
        Self::parts(login["access_token"].as_str().unwrap())
    }

    /// The header and the claims of a token.
    pub(super) fn parts(token: &str) -> [Value; 2] {
        let mut parts = token.split('.').map(|part| {
            let json = BASE64.decode_to_vec(part).unwrap();
            serde_json::from_slice(&json).unwrap_or_default()
        });
        [parts.next().unwrap(), parts.next().unwrap()]
    }

    /// How often the claims of so many tokens are read when each is used in turn, three times over.
    pub(super) async fn readings(&self, tokens: usize) -> usize {
        let mut minted = Vec::new();
        for _ in 0..tokens {
            minted.push(
                self.login().await["access_token"]
                    .as_str()
                    .unwrap()
                    .to_owned(),
            );
        }
        let before = READ.get();
        for token in minted.iter().cycle().take(tokens * 3) {
            assert_eq!(self.get("/", Some(token)).await.status, 200);
        }
        READ.get() - before
    }
}

/// The settings, with the usual secret unless they say otherwise.
fn with_secret(settings: &Value) -> Value {
    let mut all = json!({"secret": SECRET.repeat(2)});
    merge(&mut all, settings);
    all
}

/// The text of a variable, unless it is not set.
fn variable(value: &Value) -> Option<String> {
    match value {
        Value::Null => None,
        Value::String(text) => Some(text.clone()),
        Value::Array(texts) => {
            let texts: Vec<_> = texts.iter().filter_map(Value::as_str).collect();
            Some(texts.join(","))
        }
        other => Some(other.to_string()),
    }
}

/// Puts the members of one object into another; `null` takes one away.
pub(super) fn merge(into: &mut Value, members: &Value) {
    for (name, value) in members.as_object().unwrap() {
        if value.is_null() {
            into.as_object_mut().unwrap().remove(name);
        } else {
            into[name] = value.clone();
        }
    }
}

impl Everything {
    /// Says whose sessions they are, if a store needs it and nothing else does.
    fn own_sessions(&mut self, has_store: bool) {
        if has_store && self.issuer.is_none() && self.session_owner.is_none() {
            self.session_owner = Some("shop".into());
        }
    }
}
