//! The two configurations, and how a settings file fills the first.

use std::fs;
use std::path::Path;

use jwt_guard::prelude::*;
use serde_json::{Map, Value};

use super::users::Users;

/// Every setting is a field: the file decides.
#[derive(AuthConfig)]
#[auth(users = Users)]
pub(crate) struct Api {
    secret: Option<Secret>,
    private_key: Option<Secret>,
    public_key: Option<String>,
    key_id: Option<String>,
    algorithm: Option<String>,
    issuer: Option<String>,
    audience: Option<Vec<String>>,
    access_ttl: Option<String>,
    leeway: Option<String>,
    cache: Option<String>,
    cache_capacity: Option<usize>,
}

/// The second instance, with keys of its own.
#[derive(AuthConfig)]
#[auth(users = Users, issuer = "https://admin.conformance.example")]
pub(crate) struct AdminApi {
    pub(crate) secret: Secret,
}

impl Api {
    /// Reads a JSON object whose members are settings. The error lists every problem, one a line: those of the file
    /// and, if it can be read, those that the configuration itself finds.
    pub(crate) fn read(path: Option<&Path>) -> Result<Self, String> {
        let mut members = match path {
            Some(path) => parse(path)?,
            None => Map::new(),
        };
        let mut problems = Vec::new();
        let mut text = |name: &str| match members.remove(name) {
            None => None,
            Some(Value::String(text)) => Some(text),
            Some(other) => {
                problems.push(format!("`{name}`: found {other}; expected a string"));
                None
            }
        };
        let mut config = Self {
            secret: text("secret").map(Secret::from),
            private_key: text("private_key").map(Secret::from),
            public_key: text("public_key"),
            key_id: text("key_id"),
            algorithm: text("algorithm"),
            issuer: text("issuer"),
            access_ttl: text("access_ttl"),
            leeway: text("leeway"),
            cache: text("cache"),
            audience: None,
            cache_capacity: None,
        };
        let count = members.remove("cache_capacity").and_then(|count| {
            let number = count.as_u64().and_then(|count| usize::try_from(count).ok());
            if number.is_none() {
                problems.push(format!(
                    "`cache_capacity`: found {count}; expected a number"
                ));
            }
            number
        });
        config.cache_capacity = count;
        let audience = members.remove("audience").and_then(|names| match names {
            Value::String(name) => Some(vec![name]),
            names => serde_json::from_value(names)
                .map_err(|_| {
                    problems
                        .push("`audience`: found neither a string nor a list of strings".into());
                })
                .ok(),
        });
        config.audience = audience;
        if config.secret.is_none() && config.private_key.is_none() && config.public_key.is_none() {
            config.secret = Some(Secret::random().map_err(|error| error.to_string())?);
        }
        problems.extend(
            members
                .keys()
                .map(|name| format!("`{name}`: found a setting that this version does not have")),
        );
        if let Err(error) = config.settings().check() {
            problems.extend(error.problems().iter().map(ToString::to_string));
        }
        if problems.is_empty() {
            Ok(config)
        } else {
            Err(problems.join("\n"))
        }
    }
}

fn parse(path: &Path) -> Result<Map<String, Value>, String> {
    let text = fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))?;
    serde_json::from_str(&text)
        .map_err(|error| format!("{}: expected a JSON object: {error}", path.display()))
}
