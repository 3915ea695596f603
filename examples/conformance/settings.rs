//! The two configurations, and how a settings file fills the first.

use std::fs;
use std::path::Path;

use jwt_guard::prelude::*;
use serde_json::{Map, Value};

use super::users::Users;

/// Every setting is a field: the file decides.
#[derive(AuthConfig, Default)]
#[auth(users = Users)]
pub(crate) struct Api {
    algorithm: Option<String>,
    secret: Option<Secret>,
    private_key: Option<Secret>,
    public_key: Option<String>,
    key_id: Option<String>,
    issuer: Option<String>,
    audience: Option<Vec<String>>,
    access_ttl: Option<String>,
    not_before: Option<String>,
    issued_at: Option<String>,
    jti: Option<String>,
    required_claims: Option<Vec<String>>,
    subject_claim: Option<String>,
    subject_format: Option<String>,
    scopes_claim: Option<String>,
    scopes_format: Option<String>,
    scope_matching: Option<String>,
    token_type: Option<String>,
    token_type_claim: Option<String>,
    max_token_bytes: Option<usize>,
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
        let mut file = File::open(path)?;
        let mut config = Self {
            algorithm: file.text("algorithm"),
            secret: file.text("secret").map(Secret::from),
            private_key: file.text("private_key").map(Secret::from),
            public_key: file.text("public_key"),
            key_id: file.text("key_id"),
            issuer: file.text("issuer"),
            audience: file.names("audience"),
            access_ttl: file.text("access_ttl"),
            not_before: file.switch("not_before"),
            issued_at: file.switch("issued_at"),
            jti: file.switch("jti"),
            required_claims: file.names("required_claims"),
            subject_claim: file.text("subject_claim"),
            subject_format: file.text("subject_format"),
            scopes_claim: file.text("scopes_claim"),
            scopes_format: file.text("scopes_format"),
            scope_matching: file.text("scope_matching"),
            token_type: file.text("token_type"),
            token_type_claim: file.text("token_type_claim"),
            max_token_bytes: file.number("max_token_bytes"),
            leeway: file.text("leeway"),
            cache: file.switch("cache"),
            cache_capacity: file.number("cache_capacity"),
        };
        if config.secret.is_none() && config.private_key.is_none() && config.public_key.is_none() {
            config.secret = Some(Secret::random().map_err(|error| error.to_string())?);
        }
        let mut problems = file.problems();
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

/// The members of a settings file that were not read yet, and what was wrong with those that were.
struct File {
    members: Map<String, Value>,
    problems: Vec<String>,
}

impl File {
    fn open(path: Option<&Path>) -> Result<Self, String> {
        let members = match path {
            None => Map::new(),
            Some(path) => {
                let text = fs::read_to_string(path)
                    .map_err(|error| format!("{}: {error}", path.display()))?;
                serde_json::from_str(&text).map_err(|error| {
                    format!("{}: expected a JSON object: {error}", path.display())
                })?
            }
        };
        Ok(Self {
            members,
            problems: Vec::new(),
        })
    }

    fn take<T>(
        &mut self,
        name: &str,
        expected: &str,
        read: impl Fn(&Value) -> Option<T>,
    ) -> Option<T> {
        let value = self.members.remove(name)?;
        let read = read(&value);
        if read.is_none() {
            self.problems
                .push(format!("`{name}`: found {value}; expected {expected}"));
        }
        read
    }

    fn text(&mut self, name: &str) -> Option<String> {
        self.take(name, "a string", |value| value.as_str().map(str::to_owned))
    }

    /// `true` and `false` stand for `on` and `off`.
    fn switch(&mut self, name: &str) -> Option<String> {
        self.take(name, "a string, or true or false", |value| match value {
            Value::Bool(on) => Some(if *on { "on" } else { "off" }.to_owned()),
            other => other.as_str().map(str::to_owned),
        })
    }

    fn number(&mut self, name: &str) -> Option<usize> {
        self.take(name, "a number", |value| {
            usize::try_from(value.as_u64()?).ok()
        })
    }

    fn names(&mut self, name: &str) -> Option<Vec<String>> {
        self.take(name, "a string or a list of strings", |value| match value {
            Value::String(name) => Some(vec![name.clone()]),
            names => serde_json::from_value(names.clone()).ok(),
        })
    }

    fn problems(self) -> Vec<String> {
        let unknown = self
            .members
            .keys()
            .map(|name| format!("`{name}`: found a setting that this version does not have"));
        self.problems.into_iter().chain(unknown).collect()
    }
}
