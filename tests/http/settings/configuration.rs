//! The settings: each one changes a response, and all invalid ones are reported together.

use std::time::Duration;

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;

use crate::fixtures::app::{NOW, OTHER_SECRET, SECRET, get_as};

#[protected]
async fn route() {}

fn build<C: AuthConfig<Users = jwt_guard::user::NoUsers>>(config: C) -> Auth<C> {
    build_at(config, NOW)
}

fn build_at<C: AuthConfig<Users = jwt_guard::user::NoUsers>>(config: C, now: i64) -> Auth<C> {
    Auth::builder(config)
        .clock(FrozenClock::at(now))
        .build()
        .expect("the configuration is right")
}

async fn accepts<C: AuthConfig>(auth: Auth<C>, token: &str) -> bool {
    let app: GuardedRouter = GuardedRouter::new().route("/", get(route)).with_state(auth);
    get_as(&app, "/", Some(token)).await.0 == 200
}

/// Everything that can vary while the program runs, as fields.
#[derive(AuthConfig)]
struct Fields {
    secret: Secret,
    algorithm: Option<Algorithm>,
    issuer: Option<String>,
    audience: Vec<String>,
    access_ttl: Option<Duration>,
    leeway: Option<String>,
}

fn fields() -> Fields {
    Fields {
        secret: SECRET.repeat(2).as_str().into(),
        algorithm: None,
        issuer: None,
        audience: vec!["https://api.example.com".into()],
        access_ttl: None,
        leeway: None,
    }
}

#[derive(AuthConfig)]
#[auth(algorithm = "HS512", issuer = "literal", audience = ["a", "b"], access_ttl = "1m", leeway = "0s")]
struct Literals {
    secret: Secret,
    issuer: Option<String>,
}

fn literals() -> Literals {
    Literals {
        secret: SECRET.repeat(2).as_str().into(),
        issuer: None,
    }
}

#[tokio::test]
async fn algorithm_changes_the_signature() {
    let hs256 = build(fields()).mint("1").token().unwrap();
    let hs512 = build(Fields {
        algorithm: Some(Algorithm::HS512),
        ..fields()
    });
    let token = hs512.mint("1").token().unwrap();
    assert!(token.len() > hs256.len());
    assert!(accepts(hs512.clone(), &token).await);
    assert!(!accepts(hs512, &hs256).await);
    assert!(!accepts(build(fields()), &token).await);
}

#[tokio::test]
async fn secret_decides_whose_tokens_are_accepted() {
    let other = build(Fields {
        secret: OTHER_SECRET.into(),
        ..fields()
    });
    let token = other.mint("1").token().unwrap();
    assert!(accepts(other, &token).await);
    assert!(!accepts(build(fields()), &token).await);
}

#[tokio::test]
async fn issuer_is_minted_and_required() {
    let named = build(Fields {
        issuer: Some("us".into()),
        ..fields()
    });
    let anonymous = build(fields());
    let token = named.mint("1").token().unwrap();
    assert_eq!(named.verify(&token).unwrap().issuer(), Some("us"));
    assert!(!accepts(named, &anonymous.mint("1").token().unwrap()).await);
    assert!(accepts(anonymous, &token).await);
}

#[tokio::test]
async fn audience_is_minted_and_one_of_it_is_required() {
    let of = |names: &[&str]| {
        build(Fields {
            audience: names.iter().map(|&name| name.to_owned()).collect(),
            ..fields()
        })
    };
    let token = of(&["a", "b"]).mint("1").token().unwrap();
    assert!(accepts(of(&["b", "c"]), &token).await);
    assert!(!accepts(of(&["c"]), &token).await);
    assert!(!accepts(of(&["A"]), &token).await);
}

#[tokio::test]
async fn without_an_audience_a_token_for_another_is_refused() {
    #[derive(AuthConfig)]
    struct Nobody {
        secret: Secret,
    }
    let nobody = build(Nobody {
        secret: SECRET.repeat(2).as_str().into(),
    });
    assert!(accepts(nobody.clone(), &nobody.mint("1").token().unwrap()).await);
    assert!(!accepts(nobody.clone(), &build(fields()).mint("1").token().unwrap()).await);
    assert!(!accepts(build(fields()), &nobody.mint("1").token().unwrap()).await);
}

#[tokio::test]
async fn access_ttl_and_leeway_decide_when_a_token_expires() {
    let with = |now| {
        let access_ttl = Some(Duration::from_secs(60));
        build_at(
            Fields {
                access_ttl,
                leeway: Some("20s".into()),
                ..fields()
            },
            now,
        )
    };
    let token = with(NOW).mint("1").token().unwrap();
    assert!(accepts(with(NOW + 79), &token).await);
    assert!(!accepts(with(NOW + 80), &token).await);
}

#[tokio::test]
async fn the_defaults_are_15_minutes_and_10_seconds() {
    let token = build(fields()).mint("1").token().unwrap();
    assert!(accepts(build_at(fields(), NOW + 909), &token).await);
    assert!(!accepts(build_at(fields(), NOW + 910), &token).await);
}

#[tokio::test]
async fn literals_do_the_same() {
    let at = |now| build_at(literals(), now);
    let token = at(NOW).mint("1").token().unwrap();
    let verified = at(NOW).verify(&token).unwrap();
    assert_eq!(
        (verified.issuer(), verified.expires_at()),
        (Some("literal"), NOW + 60)
    );
    assert!(accepts(at(NOW + 59), &token).await);
    assert!(!accepts(at(NOW + 60), &token).await);
    assert!(!accepts(build(fields()), &token).await);
}

#[test]
fn a_field_takes_the_place_of_a_literal_if_it_has_a_value() {
    let auth = build(Literals {
        issuer: Some("field".into()),
        ..literals()
    });
    let token = auth.mint("1").token().unwrap();
    assert_eq!(auth.verify(&token).unwrap().issuer(), Some("field"));
}

#[derive(AuthConfig, Debug)]
#[auth(issuer = "https://api.example.com")]
struct FromEnvironment {
    #[auth(env = "TEST_JWT_SECRET")]
    secret: Secret,
    #[auth(env = "TEST_JWT_TTL")]
    access_ttl: Duration,
    #[auth(env = "TEST_JWT_AUDIENCE")]
    audience: Option<Vec<String>>,
    leeway: Option<Duration>,
}

fn variables(values: &'static [(&str, &str)]) -> impl Fn(&str) -> Option<String> {
    move |name| {
        let (_, value) = values.iter().find(|(known, _)| *known == name)?;
        Some((*value).to_owned())
    }
}

#[test]
fn variables_fill_the_fields() {
    let config = FromEnvironment::from_vars(variables(&[
        ("TEST_JWT_SECRET", SECRET),
        ("TEST_JWT_TTL", "2m"),
        ("TEST_JWT_AUDIENCE", "a, b"),
    ]))
    .unwrap();
    assert_eq!(config.access_ttl, Duration::from_secs(120));
    assert_eq!(config.audience, Some(vec!["a".into(), "b".into()]));
    assert_eq!(config.leeway, None);
    let auth = build(config);
    assert_eq!(
        auth.verify(&auth.mint("1").token().unwrap())
            .unwrap()
            .expires_at(),
        NOW + 120
    );
}

#[test]
fn from_vars_reports_every_problem_at_once_and_shows_no_secret() {
    let error = FromEnvironment::from_vars(variables(&[
        ("TEST_JWT_SECRET", "hunter2"),
        ("TEST_JWT_TTL", "soon"),
        ("TEST_JWT_AUDIENCE", "a,a"),
    ]))
    .unwrap_err()
    .to_string();
    for expected in [
        "the configuration `FromEnvironment` cannot be used:",
        "`secret` (environment variable `TEST_JWT_SECRET`): found 7 bytes",
        "`access_ttl` (environment variable `TEST_JWT_TTL`): found `soon`",
        "`audience` (environment variable `TEST_JWT_AUDIENCE`): found `a` twice",
    ] {
        assert!(error.contains(expected), "{expected} is not in:\n{error}");
    }
    assert!(!error.contains("hunter2"), "{error}");
}

#[test]
fn from_env_names_the_variables_that_are_not_set() {
    let error = FromEnvironment::from_env().unwrap_err();
    let settings: Vec<_> = error
        .problems()
        .iter()
        .map(|problem| problem.setting())
        .collect();
    assert_eq!(settings, ["secret", "access_ttl"]);
    assert!(
        error
            .to_string()
            .contains("`TEST_JWT_SECRET`): found a variable that is not set"),
        "{error}"
    );
}

#[test]
fn build_reports_every_problem_at_once() {
    let error = Auth::builder(Fields {
        secret: "short".into(),
        issuer: Some(String::new()),
        access_ttl: Some(Duration::ZERO),
        leeway: Some("6m".into()),
        ..fields()
    })
    .build()
    .unwrap_err();
    let settings: Vec<_> = error
        .problems()
        .iter()
        .map(|problem| problem.setting())
        .collect();
    assert_eq!(
        settings,
        ["secret", "issuer", "access_ttl", "leeway"],
        "{error}"
    );
}

#[test]
fn a_configuration_shows_no_secret() {
    let config = FromEnvironment::from_vars(variables(&[
        ("TEST_JWT_SECRET", SECRET),
        ("TEST_JWT_TTL", "2m"),
    ]))
    .unwrap();
    assert!(!format!("{config:?}").contains(&SECRET[..4]));
    assert!(!format!("{:?}", build(config)).contains(&SECRET[..4]));
}
