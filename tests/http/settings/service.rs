//! A service whose settings all come from a file.

use std::cell::Cell;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, SET_COOKIE};
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::__private::Variables;
use jwt_guard::Algorithm;
use jwt_guard::claim::{AnyClaims, FromUser};
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::{
    AccessTtl, Challenges, ClientAddress, ConfigError, CookieMaxAge, CountLimit, CsrfClaim,
    CsrfProtection, Delivery, ErrorDetail, FromText, LoginLimit, MintsClaims, NotBefore,
    OnStoreError, Origin, Preset, RefreshFormat, RetiredKey, RevocationReach, SameSite,
    ScopeMatching, ScopesFormat, SessionClaims, Settings, SubjectFormat, TrustedIssuer, UserLookup,
};
use jwt_guard::prelude::*;
use jwt_guard::scope::AnyScope;
use jwt_syntax::http::token_location::TokenLocation;
use jwt_syntax::with_settings;
use serde::de::MapAccess;
use serde::ser::SerializeMap;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::fixtures::app::{Answer, NOW, SECRET, send};
use crate::fixtures::remote::Remote;

/// The type of a field: in a file, what has a text is written as in a literal.
macro_rules! field {
    (Value $type:ty) => { $type };
    (Dangerous $type:ty) => { String };
    ($kind:ident $type:ty) => { FromText<$type> };
}

/// Where the value of a field comes from.
macro_rules! origin {
    (literal $name:ident) => {
        Origin::Literal
    };
    ($from:ident $name:ident) => {
        Origin::Field(stringify!($name))
    };
}

/// The value of a variable, for a setting that can come from the environment.
macro_rules! variable {
    (environment $name:ident $variables:ident $settings:ident) => {
        $variables.read(stringify!($name), &mut $settings.$name)
    };
    ($from:ident $name:ident $variables:ident $settings:ident) => {
        None
    };
}

macro_rules! everything {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $kind:ident $({ $($limits:tt)* })?, $example:literal,
        $from:ident $($handler:ident)?, $default:ident $text:literal;)*) => {
        /// A field for each setting of the table, with a variable of its name if it can come from the environment.
        #[derive(Deserialize, Default, Debug)]
        #[serde(default, deny_unknown_fields)]
        pub(super) struct Everything {
            $($name: Option<field!($kind $type)>,)*
        }

        impl AuthConfig for Everything {
            type Claims = Counted;
            type Users = Ada;
            type Scopes = AnyScope;

            const NAME: &'static str = "Everything";

            fn settings(&self) -> Settings {
                let mut settings = Settings::new(Self::NAME);
                $(settings.$name.supply(origin!($from $name), &self.$name);)*
                settings.use_preset();
                settings
            }
        }

        impl Everything {
            fn from_vars(lookup: impl Fn(&str) -> Option<String>) -> Result<Self, ConfigError> {
                let mut settings = Settings::new(Self::NAME);
                let variables = Variables::new(&lookup);
                $(let $name: Option<Option<field!($kind $type)>> = variable!($from $name variables settings);)*
                settings.check()?;
                Ok(Self { $($name: $name.flatten(),)* })
            }
        }
    };
}

with_settings!(everything);

impl MintsClaims<dyn AnyClaims> for Everything {
    fn part(claims: &Counted) -> &dyn AnyClaims {
        claims
    }
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

    type Partial = ();

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

impl<U: Sync> FromUser<U> for Counted {
    async fn from_user(_: &U) -> Result<Self, BackendError> {
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

    /// The service that a file configures. Without a secret in the file, it has the usual one.
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
        let config = Everything::from_vars(|name| variable(&settings[name]));
        let mut config = config.map_err(|error| error.to_string())?;
        config.own_sessions(has_store);
        Self::with(config, has_store)
    }

    pub(super) fn of<C>(config: C) -> Result<Self, String>
    where
        C: AuthConfig<Claims = Counted, Users = Ada, Scopes = AnyScope>,
        C: MintsClaims<dyn AnyClaims>,
    {
        Self::with(config, false)
    }

    fn with<C>(config: C, has_store: bool) -> Result<Self, String>
    where
        C: AuthConfig<Claims = Counted, Users = Ada, Scopes = AnyScope>,
        C: MintsClaims<dyn AnyClaims>,
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
        C: AuthConfig<Claims = Counted, Users = Ada, Scopes = AnyScope>,
        C: MintsClaims<dyn AnyClaims>,
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

    /// The header and the claims of a token that login issues.
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

/// The settings, with the usual secret unless they have another.
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
    /// Adds the owner of the sessions, if a store needs it and nothing else names it.
    fn own_sessions(&mut self, has_store: bool) {
        if has_store && self.issuer.is_none() && self.session_owner.is_none() {
            self.session_owner = Some(FromText("shop".into()));
        }
    }
}
