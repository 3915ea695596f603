//! The sources of a setting, and their precedence.

use std::time::Duration;

use jwt_guard::config::FromText;
use jwt_guard::prelude::*;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fixtures::app::SECRET;

/// Nothing but the secret: the default.
#[derive(AuthConfig)]
struct Default_ {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(access_ttl = "1m")]
struct Literal {
    secret: Secret,
}

#[derive(AuthConfig, Deserialize)]
#[auth(access_ttl = "1m")]
struct Field {
    secret: Secret,
    access_ttl: Option<FromText<Duration>>,
}

#[derive(AuthConfig, Deserialize)]
#[auth(access_ttl = "1m")]
struct Variable {
    #[auth(env = "SECRET")]
    secret: Secret,
    #[auth(env = "TTL")]
    access_ttl: Option<FromText<Duration>>,
}

/// For how long a token of the configuration is valid, in seconds.
fn ttl<C: AuthConfig<Claims = NoClaims, Users = jwt_guard::user::NoUsers>>(config: C) -> i64 {
    let auth = Auth::builder(config).build().unwrap();
    auth.minter().access_ttl().unwrap()
}

fn from_file(settings: &Value) -> Field {
    let mut file = json!({"secret": SECRET});
    super::service::merge(&mut file, settings);
    serde_json::from_value(file).unwrap()
}

fn from_environment(ttl: Option<&str>) -> Result<Variable, ConfigError> {
    Variable::from_vars(|name| match name {
        "SECRET" => Some(SECRET.to_owned()),
        "TTL" => ttl.map(str::to_owned),
        _ => None,
    })
}

#[test]
fn a_literal_goes_before_the_default() {
    let secret = || SECRET.into();
    assert_eq!(ttl(Default_ { secret: secret() }), 15 * 60);
    assert_eq!(ttl(Literal { secret: secret() }), 60);
}

#[test]
fn a_field_goes_before_a_literal_if_it_has_a_value() {
    let field = |access_ttl| Field {
        secret: SECRET.into(),
        access_ttl,
    };
    assert_eq!(ttl(field(None)), 60);
    assert_eq!(ttl(field(Some(FromText(Duration::from_secs(120))))), 120);
}

#[test]
fn a_file_goes_before_a_literal_if_it_has_the_member() {
    assert_eq!(ttl(from_file(&json!({}))), 60);
    assert_eq!(ttl(from_file(&json!({"access_ttl": "2m"}))), 120);
}

#[test]
fn the_environment_goes_before_a_literal_if_it_has_the_variable() {
    assert_eq!(ttl(from_environment(None).unwrap()), 60);
    assert_eq!(ttl(from_environment(Some("3m")).unwrap()), 180);
}

#[test]
fn the_environment_goes_before_what_the_field_would_have_been() {
    // A field that no variable fills has the default of its type; `from_vars` reads the variable first.
    #[derive(AuthConfig)]
    #[auth(access_ttl = "1m")]
    struct Both {
        #[auth(env = "SECRET")]
        secret: Secret,
        #[auth(env = "TTL")]
        access_ttl: Option<Duration>,
        leeway: Option<Duration>,
    }
    let both =
        Both::from_vars(|name| Some(if name == "TTL" { "3m" } else { SECRET }.to_owned())).unwrap();
    assert_eq!(
        (both.access_ttl, both.leeway),
        (Some(Duration::from_secs(180)), None)
    );
    assert_eq!(ttl(both), 180);
}

#[test]
fn a_wrong_value_is_blamed_on_where_it_came_from() {
    #[derive(AuthConfig, serde::Deserialize)]
    struct Either {
        #[auth(env = "SECRET")]
        secret: Secret,
        #[auth(env = "ISSUER")]
        issuer: Option<String>,
        #[auth(env = "TTL")]
        access_ttl: Option<String>,
        audience: Option<String>,
    }
    let file = json!({"secret": SECRET, "issuer": "", "access_ttl": "soon", "audience": ""});
    let file: Either = serde_json::from_value(file).unwrap();
    let said = Auth::builder(file).build().unwrap_err().to_string();
    for problem in [
        "`issuer` (field `issuer`, which `from_env` reads from `ISSUER`): found an empty text",
        "`access_ttl` (field `access_ttl`, which `from_env` reads from `TTL`): found `soon`",
        "`audience` (field `audience`): found an empty text",
    ] {
        assert!(said.contains(problem), "{said}");
    }
    assert!(!said.contains("environment variable"), "{said}");
    let variables = |name: &str| match name {
        "SECRET" => Some(SECRET.into()),
        "ISSUER" => Some(String::new()),
        _ => None,
    };
    let said = Either::from_vars(variables).err().unwrap().to_string();
    let problem = "`issuer` (environment variable `ISSUER`): found an empty text";
    assert!(said.contains(problem), "{said}");
}

#[test]
fn an_unreadable_value_is_an_error_and_not_a_step_back() {
    let error = from_environment(Some("soon"))
        .map(ttl)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("`access_ttl` (environment variable `TTL`): found `soon`"),
        "{error}"
    );
    let file = json!({"secret": SECRET, "access_ttl": "soon"});
    let error = serde_json::from_value::<Field>(file)
        .map(ttl)
        .unwrap_err()
        .to_string();
    assert!(
        error.contains("found `soon`") && error.contains("expected a duration such as `15m`"),
        "{error}"
    );
}
