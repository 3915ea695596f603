//! The two configurations, and how a settings file fills the first.

use std::fs;
use std::path::Path;
use std::time::Duration;

use axum::http::HeaderName;
use jwt_guard::Algorithm;
use jwt_guard::claim::{AnyClaims, NoClaims};
use jwt_guard::config::{
    AccessTtl, Challenges, ClientAddress, CookieMaxAge, CountLimit, CsrfClaim, CsrfProtection,
    Delivery, ErrorDetail, FromText, LoginLimit, MintsClaims, NotBefore, OnStoreError, Origin,
    Preset, RefreshFormat, RetiredKey, RevocationReach, SameSite, ScopeMatching, ScopesFormat,
    SessionClaims, Settings, SubjectFormat, SuppliesUser, TrustedIssuer, UserLookup,
};
use jwt_guard::prelude::*;
use jwt_guard::scope::AnyScope;
use jwt_syntax::http::token_location::{LocationKind, TokenLocation};
use jwt_syntax::setting::{SETTINGS, setting};
use jwt_syntax::suggestion::nearest;
use jwt_syntax::with_settings;
use serde::Deserialize;
use serde_json::{Map, Value};

use super::users::{User, Users};

/// The type of a field: in a file, a setting with a text form is written as in a literal.
macro_rules! field {
    (Value $type:ty) => { $type };
    (Dangerous $type:ty) => { String };
    ($kind:ident $type:ty) => { FromText<$type> };
}

/// Settings that must be literals in a program. Here the file may have them too, so that everything can be tested from outside.
macro_rules! origin {
    (literal $name:ident) => {
        Origin::Literal
    };
    ($from:ident cookie_same_site) => {
        Origin::Literal
    };
    ($from:ident $name:ident) => {
        Origin::Field(stringify!($name))
    };
}

macro_rules! api {
    ($($(#[$doc:meta])* $name:ident: $type:ty = $kind:ident $({ $($limits:tt)* })?, $example:literal,
        $from:ident $($handler:ident)?, $default:ident $text:literal;)*) => {
        /// Every setting of the table is a field: the file decides.
        #[derive(Deserialize, Default)]
        #[serde(default)]
        pub(crate) struct Api {
            $($name: Option<field!($kind $type)>,)*
        }

        impl AuthConfig for Api {
            type Claims = NoClaims;
            type Users = Users;
            type Scopes = AnyScope;

            const NAME: &'static str = "Api";

            fn settings(&self) -> Settings {
                let mut settings = Settings::new(Self::NAME);
                $(settings.$name.supply(origin!($from $name), &self.$name);)*
                settings.use_preset();
                settings
            }
        }
    };
}

with_settings!(api);

/// The second instance, with keys of its own.
#[derive(AuthConfig)]
#[auth(users = Users, issuer = "https://admin.conformance.example")]
pub(crate) struct AdminApi {
    pub(crate) secret: Secret,
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
    /// Reads a JSON object whose members are settings. The error lists every problem, one a line: those of the file and those
    /// that the configuration itself reports for the valid members.
    pub(crate) fn read(path: Option<&Path>, preset: Preset) -> Result<Self, String> {
        let (mut readable, mut problems) = (Map::new(), Vec::new());
        for (name, value) in members(path)? {
            let value = match &*name {
                "token_from" => in_words(value),
                _ => value,
            };
            let member = Map::from_iter([(name.clone(), value)]);
            match check(&name, &member) {
                Ok(()) => readable.extend(member),
                Err(problem) => problems.push(format!("`{name}`: {problem}")),
            }
        }
        let mut config = Self::of(readable)?;
        config.preset.get_or_insert(FromText(preset));
        if config.secret.is_none() && config.private_key.is_none() && config.public_key.is_none() {
            config.secret = Some(Secret::random().map_err(|error| error.to_string())?);
        }
        // There is always a store.
        if config.issuer.is_none() && config.session_owner.is_none() {
            config.session_owner = Some(FromText("conformance".into()));
        }
        if let Err(error) = config.settings().check() {
            problems.extend(error.problems().iter().map(ToString::to_string));
        }
        if problems.is_empty() {
            Ok(config)
        } else {
            Err(problems.join("\n"))
        }
    }

    /// Whether the endpoints are at the root, as in the documentation of the library whose clients are served.
    pub(crate) fn has_endpoints_at_root(&self) -> bool {
        matches!(self.preset, Some(FromText(Preset::FlaskJwtExtended)))
    }

    /// The headers in which a request shows the CSRF value: of the session, and of the refresh token.
    pub(crate) fn csrf_headers(&self) -> [HeaderName; 2] {
        let header = |name: &Option<FromText<String>>, otherwise: HeaderName| {
            let name = name.as_ref().and_then(|FromText(name)| name.parse().ok());
            name.unwrap_or(otherwise)
        };
        let default = HeaderName::from_static("x-csrf-token");
        let session = header(&self.csrf_header, default);
        let refresh = header(&self.csrf_refresh_header, session.clone());
        [session, refresh]
    }

    /// Where the token of a WebSocket may stand: among its subprotocols, and wherever others may.
    pub(crate) fn places_at_socket(&self) -> Vec<TokenLocation> {
        let given = self.token_from.clone();
        let mut places = given.map_or_else(
            || vec![TokenLocation::new(LocationKind::Header)],
            |FromText(places)| places,
        );
        if places
            .iter()
            .all(|place| place.kind != LocationKind::WebSocket)
        {
            // First, as no location after a strict one is searched.
            places.insert(0, TokenLocation::new(LocationKind::WebSocket));
        }
        places
    }
}

impl Api {
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
        Some(_) => Api::of(member.clone()).map(drop),
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
