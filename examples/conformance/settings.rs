//! The two configurations, and how a settings file fills the first.

use std::fs;
use std::path::Path;
use std::time::Duration;

use axum::http::HeaderName;
use jwt_guard::Algorithm;
use jwt_guard::claim::AnyClaims;
use jwt_guard::config::{
    ClientAddress, CountLimit, CsrfProtection, Delivery, ErrorDetail, FromText, LoginLimit,
    MintsClaims, NotBefore, OnStoreError, Origin, RefreshFormat, RetiredKey, RevocationReach,
    SameSite, ScopeMatching, ScopesFormat, Settings, SubjectFormat, SuppliesUser, TrustedIssuer,
};
use jwt_guard::prelude::*;
use jwt_syntax::place::{Place, Source};
use jwt_syntax::setting::{SETTINGS, setting};
use jwt_syntax::suggestion::nearest;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::users::{User, Users};

/// Every setting that can be one is a field: the file decides.
#[derive(AuthConfig, Deserialize, Default)]
#[auth(users = Users)]
#[serde(default)]
pub(crate) struct Fields {
    algorithm: Option<Algorithm>,
    verify_algorithms: Option<FromText<Vec<Algorithm>>>,
    secret: Option<Secret>,
    session_secret: Option<Secret>,
    private_key: Option<Secret>,
    public_key: Option<String>,
    key_id: Option<String>,
    retired_keys: Vec<RetiredKey>,
    key_per_user: Option<FromText<bool>>,
    issuer: Option<String>,
    session_owner: Option<String>,
    audience: Option<FromText<Vec<String>>>,
    client_id: Option<FromText<Vec<String>>>,
    access_ttl: Option<FromText<Duration>>,
    max_lifetime: Option<FromText<Duration>>,
    not_before: Option<NotBefore>,
    issued_at: Option<FromText<bool>>,
    jti: Option<FromText<bool>>,
    required_claims: Option<FromText<Vec<String>>>,
    additional_headers: Option<Map<String, Value>>,
    subject_claim: Option<String>,
    subject_format: Option<SubjectFormat>,
    scopes_claim: Option<String>,
    scopes_format: Option<ScopesFormat>,
    scope_matching: Option<ScopeMatching>,
    token_type: Option<String>,
    token_type_claim: Option<String>,
    max_token_bytes: Option<FromText<usize>>,
    leeway: Option<FromText<Duration>>,
    trusted_issuers: Vec<TrustedIssuer>,
    endpoints: Option<FromText<bool>>,
    path_authenticate: Option<String>,
    path_verify: Option<String>,
    path_me: Option<String>,
    path_keys: Option<String>,
    path_logout: Option<String>,
    username_key: Option<String>,
    password_key: Option<String>,
    rate_limit: Option<FromText<bool>>,
    rate_limit_account: Option<LoginLimit>,
    rate_limit_account_and_address: Option<LoginLimit>,
    rate_limit_address: Option<LoginLimit>,
    client_address: Option<ClientAddress>,
    access_token_key: Option<String>,
    cache: Option<FromText<bool>>,
    cache_capacity: Option<FromText<usize>>,
    token_from: Option<FromText<Vec<Place>>>,
    header_name: Option<String>,
    header_prefixes: Option<FromText<Vec<String>>>,
    query_name: Option<String>,
    query_prefix: Option<String>,
    json_key: Option<String>,
    form_key: Option<String>,
    max_body_bytes: Option<FromText<usize>>,
    body_timeout: Option<FromText<Duration>>,
    query_refresh_name: Option<String>,
    query_refresh_prefix: Option<String>,
    json_refresh_key: Option<String>,
    form_refresh_key: Option<String>,
    instance: Option<String>,
    cookie_access_name: Option<String>,
    token_delivery: Option<Delivery>,
    cookie_domain: Option<String>,
    cookie_path: Option<String>,
    cookie_secure: Option<FromText<bool>>,
    cookie_http_only: Option<FromText<bool>>,
    cookie_same_site: Option<SameSite>,
    cookie_max_age: Option<FromText<Duration>>,
    cookie_partitioned: Option<FromText<bool>>,
    cookie_split: Option<FromText<bool>>,
    cookie_split_signature_name: Option<String>,
    csrf: Option<CsrfProtection>,
    csrf_header: Option<String>,
    csrf_cookie: Option<String>,
    csrf_field: Option<String>,
    csrf_refresh_header: Option<String>,
    csrf_refresh_cookie: Option<String>,
    csrf_refresh_field: Option<String>,
    csrf_methods: Option<FromText<Vec<String>>>,
    trusted_origins: Option<FromText<Vec<String>>>,
    realm: Option<String>,
    login_redirect: Option<String>,
    exempt_methods: Option<FromText<Vec<String>>>,
    error_detail: Option<ErrorDetail>,
    path_logout_all: Option<String>,
    path_refresh: Option<String>,
    path_revoke: Option<String>,
    path_reauthenticate: Option<String>,
    refresh_token_key: Option<String>,
    cookie_refresh_name: Option<String>,
    refresh: Option<FromText<bool>>,
    refresh_ttl: Option<FromText<Duration>>,
    refresh_idle_ttl: Option<FromText<Duration>>,
    refresh_format: Option<RefreshFormat>,
    refresh_rotation: Option<FromText<bool>>,
    refresh_grace: Option<FromText<Duration>>,
    refresh_requires_access: Option<FromText<bool>>,
    refreshes_per_minute: Option<CountLimit>,
    max_sessions: Option<CountLimit>,
    implicit_refresh: Option<FromText<Duration>>,
    revocation: Option<RevocationReach>,
    on_store_error: Option<OnStoreError>,
    store_timeout: Option<FromText<Duration>>,
    revocation_staleness: Option<FromText<Duration>>,
}

/// The second instance, with keys of its own.
#[derive(AuthConfig)]
#[auth(users = Users, issuer = "https://admin.conformance.example")]
pub(crate) struct AdminApi {
    pub(crate) secret: Secret,
}

/// What the file says: fields, and what elsewhere only the source of a program can say.
pub(crate) struct Api {
    fields: Fields,
    literals: Vec<(String, String)>,
}

/// A literal is what readers of a program see. This one is there so that everything can be checked from outside.
impl AuthConfig for Api {
    type Claims = <Fields as AuthConfig>::Claims;
    type Users = <Fields as AuthConfig>::Users;
    type Scopes = <Fields as AuthConfig>::Scopes;

    const NAME: &'static str = "Api";

    fn settings(&self) -> Settings {
        let mut settings = self.fields.settings();
        for (name, word) in &self.literals {
            let word = word.as_str();
            match &**name {
                "verify_exp" => settings.verify_exp.supply(Origin::Literal, word),
                "enforce" => settings.enforce.supply(Origin::Literal, word),
                "dev_http" => settings.dev_http.supply(Origin::Literal, word),
                _ => {}
            }
        }
        settings
    }
}

impl MintsClaims<dyn AnyClaims> for Api {
    fn part(claims: &Self::Claims) -> &dyn AnyClaims {
        claims
    }
}

impl SuppliesUser<User> for Api {
    fn supply(user: User) -> User {
        user
    }
}

impl Api {
    /// Reads a JSON object whose members are settings. The error lists every problem, one a line: those of the file
    /// and those that the configuration itself finds in what can be read.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self, String> {
        let (mut readable, mut literals, mut problems) = (Map::new(), Vec::new(), Vec::new());
        for (name, value) in members(path)? {
            let value = match &*name {
                "token_from" => in_words(value),
                _ => value,
            };
            if let (Some(row), Some(word)) = (setting(&name), value.as_str())
                && !row.from_field
            {
                literals.push((name, word.to_owned()));
                continue;
            }
            let member = Map::from_iter([(name.clone(), value)]);
            match check(&name, &member) {
                Ok(()) => readable.extend(member),
                Err(problem) => problems.push(format!("`{name}`: {problem}")),
            }
        }
        let mut fields = Fields::of(readable)?;
        if fields.secret.is_none() && fields.private_key.is_none() && fields.public_key.is_none() {
            fields.secret = Some(Secret::random().map_err(|error| error.to_string())?);
        }
        // There is always a store.
        if fields.issuer.is_none() && fields.session_owner.is_none() {
            fields.session_owner = Some("conformance".into());
        }
        let config = Self { fields, literals };
        if let Err(error) = config.settings().check() {
            problems.extend(error.problems().iter().map(ToString::to_string));
        }
        if problems.is_empty() {
            Ok(config)
        } else {
            Err(problems.join("\n"))
        }
    }

    /// The headers in which a request shows the CSRF value: of the session, and of the refresh token.
    pub(crate) fn csrf_headers(&self) -> [HeaderName; 2] {
        let header = |name: &Option<String>, otherwise: HeaderName| {
            let name = name.as_ref().and_then(|name| name.parse().ok());
            name.unwrap_or(otherwise)
        };
        let default = HeaderName::from_static("x-csrf-token");
        let session = header(&self.fields.csrf_header, default);
        let refresh = header(&self.fields.csrf_refresh_header, session.clone());
        [session, refresh]
    }

    /// Where the token of a WebSocket may stand: among its subprotocols, and wherever others may.
    pub(crate) fn places_at_socket(&self) -> Vec<Place> {
        let given = self.fields.token_from.clone();
        let mut places = given.map_or_else(
            || vec![Place::new(Source::Header)],
            |FromText(places)| places,
        );
        if places.iter().all(|place| place.source != Source::WebSocket) {
            // In front: after a place that is strict, none is looked at.
            places.insert(0, Place::new(Source::WebSocket));
        }
        places
    }
}

impl Fields {
    fn of(members: Map<String, Value>) -> Result<Self, String> {
        serde_json::from_value(Value::Object(members)).map_err(|error| error.to_string())
    }
}

fn members(path: Option<&Path>) -> Result<Map<String, Value>, String> {
    let Some(path) = path else {
        return Ok(Map::new());
    };
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text)
        .map_err(|error| format!("{}: expected a JSON object: {error}", path.display()))
}

/// The places of tokens, which a file may also write as `{"cookie": "strict"}`, as the texts of a literal.
fn in_words(places: Value) -> Value {
    match places {
        Value::Array(places) => places.into_iter().flat_map(words).collect(),
        Value::Object(_) => words(places).into(),
        text => text,
    }
}

fn words(place: Value) -> Vec<Value> {
    match place {
        Value::Object(rules) => rules
            .into_iter()
            .map(|(source, rule)| match rule.as_str() {
                Some(rule) => format!("{source} {rule}").into(),
                None => rule,
            })
            .collect(),
        text => vec![text],
    }
}

/// Whether one member alone can be read; serde would stop at the first that cannot.
fn check(name: &str, member: &Map<String, Value>) -> Result<(), String> {
    match setting(name) {
        Some(setting) if !setting.from_field => {
            Err("found something else; expected the word that a literal would be".into())
        }
        Some(_) => Fields::of(member.clone()).map(drop),
        None => Err(
            match nearest(name, SETTINGS.iter().map(|setting| setting.name)) {
                Some(nearest) => {
                    format!("found no setting of this name; did you mean `{nearest}`?")
                }
                None => "found no setting of this name".into(),
            },
        ),
    }
}
