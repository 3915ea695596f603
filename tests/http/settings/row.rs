//! A row of the table: a setting, and the response without it and with it.

use std::future::Future;
use std::pin::Pin;

use axum::body::Body;
use axum::http::Request;
use serde_json::{Value, json};

use super::service::{Service, merge};
use crate::fixtures::app::Answer;

/// What shows the effect of a setting.
pub(super) struct Row {
    pub(super) setting: &'static str,
    given: Given,
    /// Other settings, which both services have.
    beside: Value,
    look: Look,
    without: Value,
    with: Value,
    has_store: bool,
}

/// Several requests, and their responses.
pub(super) type Scenario = fn(Service) -> Pin<Box<dyn Future<Output = Value>>>;

/// A cookie that a browser would send.
pub(super) struct Cookie {
    pub(super) name: String,
    pub(super) value: String,
}

impl Cookie {
    fn read(text: &str) -> Self {
        let pair = text.split(';').next().unwrap();
        let (name, value) = pair.split_once('=').unwrap();
        Self {
            name: name.to_owned(),
            value: value.to_owned(),
        }
    }
}

enum Given {
    InFile(Value),
    /// A setting that no file can have: the configuration of the service has it as a literal.
    Literal(fn() -> Result<Service, String>),
}

/// Where the difference shows. The services of a row get the same requests.
pub(super) enum Look {
    /// A claim of the token that login issues.
    Claim(&'static str),
    /// Whether that token has this claim, whose value is never the same.
    HasClaim(&'static str),
    /// A member of its header.
    Header(&'static str),
    /// The status of `GET` a path with a token.
    Status(&'static str, String),
    /// A part of the response to a request.
    Answer(Box<dyn Fn() -> Request<Body>>, fn(&Answer) -> Value),
    /// The status of a request in a session, of which the cookies are given.
    InSession(fn(&[Cookie]) -> Request<Body>),
    /// What the cookies of a login show.
    Cookies(fn(&[String]) -> Value),
    /// The status of `POST` a path with a body.
    Post(&'static str, Value),
    /// Whether the response to a login has this member.
    HasMember(&'static str),
    /// What comes of several requests.
    Scenario(Scenario),
    /// How often the claims of so many tokens are read, each of which is used three times.
    Readings(usize),
}

impl Look {
    /// The status of a protected route with a token.
    pub(super) fn accepts(token: String) -> Self {
        Self::Status("/", token)
    }

    /// A part of the response to a request.
    pub(super) fn answer(
        request: impl Fn() -> Request<Body> + 'static,
        shows: fn(&Answer) -> Value,
    ) -> Self {
        Self::Answer(Box::new(request), shows)
    }

    async fn at(&self, service: Result<Service, String>) -> Value {
        let Ok(service) = service else {
            return json!("does not start");
        };
        match self {
            Self::Claim(name) => service.minted().await[1][name].clone(),
            Self::HasClaim(name) => service.minted().await[1].get(name).is_some().into(),
            Self::Header(name) => service.minted().await[0][name].clone(),
            Self::Status(path, token) => {
                let answer = service.get(path, Some(token)).await;
                answer.status.as_u16().into()
            }
            Self::Answer(request, shows) => shows(&service.answer(request()).await),
            Self::InSession(request) => {
                let cookies: Vec<_> = service
                    .cookies()
                    .await
                    .iter()
                    .map(|cookie| Cookie::read(cookie))
                    .collect();
                let answer = service.answer(request(&cookies)).await;
                answer.status.as_u16().into()
            }
            Self::Cookies(shows) => shows(&service.cookies().await),
            Self::Post(path, body) => {
                let answer = service.post(path, body).await;
                answer.status.as_u16().into()
            }
            Self::HasMember(name) => service.login().await.get(name).is_some().into(),
            Self::Scenario(play) => play(service).await,
            Self::Readings(tokens) => service.readings(*tokens).await.into(),
        }
    }
}

/// A setting in a file, and the part of the response without it and with it.
pub(super) fn row(
    setting: &'static str,
    given: Value,
    look: Look,
    [without, with]: [Value; 2],
) -> Row {
    let (given, beside) = (Given::InFile(given), json!({}));
    Row {
        setting,
        given,
        beside,
        look,
        without,
        with,
        has_store: false,
    }
}

/// A setting that only a literal gives.
pub(super) fn literal(
    setting: &'static str,
    service: fn() -> Result<Service, String>,
    look: Look,
    [without, with]: [Value; 2],
) -> Row {
    let (given, beside) = (Given::Literal(service), json!({}));
    Row {
        setting,
        given,
        beside,
        look,
        without,
        with,
        has_store: false,
    }
}

impl Row {
    /// Settings that both services have: `null` takes the usual secret away.
    pub(super) fn beside(mut self, settings: Value) -> Self {
        self.beside = settings;
        self
    }

    /// Both services have a store.
    pub(super) fn stored(mut self) -> Self {
        self.has_store = true;
        self
    }

    /// What is wrong with the row, or with the setting.
    pub(super) async fn problem(&self) -> Option<String> {
        self.problem_where(Service::of_file_with_store).await
    }

    /// What is wrong with the setting where a variable gives it.
    pub(super) async fn problem_of_variable(&self) -> Option<String> {
        self.problem_where(Service::of_environment).await
    }

    async fn problem_where(
        &self,
        configured: fn(&Value, bool) -> Result<Service, String>,
    ) -> Option<String> {
        let Self {
            setting,
            look,
            without,
            with,
            has_store,
            ..
        } = self;
        if without == with {
            return Some(format!(
                "`{setting}` changes nothing: {with} in either case"
            ));
        }
        let mut given = self.beside.clone();
        let service = match &self.given {
            Given::Literal(service) => service(),
            Given::InFile(value) => {
                merge(&mut given, &json!({ *setting: value }));
                configured(&given, *has_store)
            }
        };
        let why = service.as_ref().err().cloned().unwrap_or_default();
        let seen = [
            look.at(configured(&self.beside, *has_store)).await,
            look.at(service).await,
        ];
        let is_right = seen == [without.clone(), with.clone()];
        (!is_right).then(|| {
            format!(
                "`{setting}`: expected {without} without and {with} with it, saw {seen:?} {why}"
            )
        })
    }
}
