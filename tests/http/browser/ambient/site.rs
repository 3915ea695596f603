//! A site whose cookies are also those of its parent domain, and requests with any cookies.

use std::collections::BTreeMap;

use axum::body::Body;
use axum::http::header::{AUTHORIZATION, CONTENT_TYPE, COOKIE, HOST, LOCATION, ORIGIN, SET_COOKIE};
use axum::http::{HeaderValue, Method, Request};
use jwt_guard::auth::{AuthBuilder, Users};
use jwt_guard::clock::FrozenClock;
use jwt_guard::guard::LoginForm;
use jwt_guard::prelude::*;
use jwt_guard::session::{MemoryStore, TokenStore};
use serde::Deserialize;
use serde_json::{Value, json};

use crate::fixtures::app::{Answer, Membership, NOW, SECRET, User, send};

pub(super) const HOST_NAME: &str = "site.example.com";
pub(super) const ORIGIN_OF_SITE: &str = "https://site.example.com";
pub(super) const ACCESS: &str = "access_token";
pub(super) const REFRESH: &str = "refresh_token";
pub(super) const CSRF: &str = "csrf_token";
pub(super) const LOGIN: &str = "csrf_token_login";

#[derive(AuthConfig, Deserialize, Default)]
#[auth(claims = Membership, users = Members, issuer = "https://site.example.com")]
#[serde(default, deny_unknown_fields)]
pub(super) struct Site {
    secret: Option<Secret>,
    token_from: Option<Vec<String>>,
    token_delivery: Option<String>,
    cookie_access_name: Option<String>,
    cookie_refresh_name: Option<String>,
    csrf_cookie: Option<String>,
    cookie_domain: Option<String>,
    cookie_path: Option<String>,
    cookie_partitioned: Option<String>,
    cookie_split: Option<String>,
    cookie_split_signature_name: Option<String>,
    csrf: Option<String>,
    login_redirect: Option<String>,
    access_ttl: Option<String>,
    refresh_ttl: Option<String>,
    implicit_refresh: Option<String>,
    revocation: Option<String>,
    audience: Option<Vec<String>>,
}

/// `ada` (1) and `bob` (2) are active, `gone` (3) is not; every password is `secret`.
pub(super) struct Members;

fn member(id: u32) -> Option<User> {
    let name = match id {
        1 => "ada",
        2 => "bob",
        3 => "gone",
        _ => return None,
    };
    Some(User {
        id,
        name: name.into(),
    })
}

impl UserBackend<Membership> for Members {
    type Credentials = Credentials;
    type User = User;

    async fn authenticate(&self, login: Credentials) -> Result<Option<User>, BackendError> {
        let mut all = (1..=3).filter_map(member);
        let found = all.find(|user| user.name == login.username);
        Ok(found.filter(|_| *login.password == "secret"))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<User>, BackendError> {
        Ok(subject.parse().ok().and_then(member))
    }

    fn subject(&self, user: &User) -> String {
        user.id.to_string()
    }

    async fn claims(&self, _: &User) -> Result<Membership, BackendError> {
        Ok(Membership {
            plan: "basic".into(),
            team: None,
        })
    }

    async fn is_active(&self, user: &User) -> Result<bool, BackendError> {
        Ok(user.name != "gone")
    }
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(optional)]
async fn greeting(claims: Option<Claims>) -> String {
    claims.map_or("stranger".into(), |claims| claims.subject().to_owned())
}

#[public]
async fn login_page(form: LoginForm) -> (LoginForm, String) {
    let value = form.csrf_token().to_owned();
    (form, value)
}

pub(super) type Builder = AuthBuilder<Site, Users<Members>>;

pub(super) struct Service {
    pub(super) auth: Auth<Site>,
    pub(super) app: GuardedRouter,
    pub(super) clock: FrozenClock,
}

impl Service {
    pub(super) fn new(settings: Value) -> Self {
        Self::with_routes(settings, |router| router)
    }

    pub(super) fn with_store(settings: Value, store: impl TokenStore) -> Self {
        Self::build(settings, |auth| auth.store(store), |router| router)
    }

    pub(super) fn with_routes(
        settings: Value,
        routes: impl FnOnce(GuardedRouter<Auth<Site>>) -> GuardedRouter<Auth<Site>>,
    ) -> Self {
        Self::build(settings, |auth| auth.store(MemoryStore::new()), routes)
    }

    pub(super) fn build(
        settings: Value,
        more: impl FnOnce(Builder) -> Builder,
        routes: impl FnOnce(GuardedRouter<Auth<Site>>) -> GuardedRouter<Auth<Site>>,
    ) -> Self {
        let mut site: Site = serde_json::from_value(settings).unwrap();
        site.secret = Some(SECRET.into());
        let clock = FrozenClock::at(NOW);
        let auth = Auth::builder(site).users(Members).clock(clock.clone());
        let auth = more(auth).build().expect("the configuration is right");
        let router = GuardedRouter::new()
            .route("/", get(whoami).post(whoami))
            .route("/greeting", get(greeting))
            .route("/login", get(login_page))
            .nest("/auth", auth.endpoints());
        Self {
            app: routes(router).with_state(auth.clone()),
            auth,
            clock,
        }
    }

    /// One whose cookies are sent to all hosts below a domain.
    pub(super) fn of_domain() -> Self {
        Self::new(settings_of_domain())
    }

    /// The cookies of a browser that has logged in.
    pub(super) async fn logged_in(&self) -> BTreeMap<String, String> {
        let answer = self.send(&log_in_for_cookies()).await;
        assert_eq!(answer.status, 200, "{}", answer.body);
        set(&answer).into_iter().collect()
    }

    pub(super) async fn send(&self, sent: &Sent) -> Answer {
        let mut request = Request::builder()
            .method(sent.method.clone())
            .uri(&sent.path)
            .header(HOST, HOST_NAME);
        for line in &sent.cookies {
            request = request.header(COOKIE, HeaderValue::from_bytes(line).unwrap());
        }
        for (name, value) in &sent.headers {
            request = request.header(*name, value);
        }
        let request = request.body(Body::from(sent.body.clone())).unwrap();
        send(&self.app, request).await
    }
}

/// Names without a prefix, which take a domain.
pub(super) fn settings_of_domain() -> Value {
    json!({
        "token_from": ["header", "cookie"],
        "token_delivery": "cookie",
        "cookie_access_name": ACCESS,
        "cookie_refresh_name": REFRESH,
        "csrf_cookie": CSRF,
        "cookie_domain": "example.com",
        "login_redirect": "/login",
    })
}

/// A request of a page of the site, or of a program.
#[derive(Clone)]
pub(super) struct Sent {
    method: Method,
    path: String,
    cookies: Vec<Vec<u8>>,
    headers: Vec<(&'static str, String)>,
    body: String,
}

impl Sent {
    pub(super) fn get(path: &str) -> Self {
        Self {
            method: Method::GET,
            path: path.to_owned(),
            cookies: Vec::new(),
            headers: Vec::new(),
            body: String::new(),
        }
    }

    pub(super) fn post(path: &str) -> Self {
        Self {
            method: Method::POST,
            ..Self::get(path)
        }
        .header(ORIGIN.as_str(), ORIGIN_OF_SITE)
    }

    pub(super) fn header(mut self, name: &'static str, value: &str) -> Self {
        self.headers.push((name, value.to_owned()));
        self
    }

    pub(super) fn bearer(self, token: &str) -> Self {
        self.header(AUTHORIZATION.as_str(), &format!("Bearer {token}"))
    }

    /// One line of cookies; a request may have several.
    pub(super) fn cookie(mut self, line: impl AsRef<[u8]>) -> Self {
        self.cookies.push(line.as_ref().to_vec());
        self
    }

    pub(super) fn cookies(self, cookies: &BTreeMap<String, String>) -> Self {
        cookies.iter().fold(self, |sent, (name, value)| {
            sent.cookie(format!("{name}={value}"))
        })
    }

    pub(super) fn json(mut self, body: &Value) -> Self {
        self.body = body.to_string();
        self.header(CONTENT_TYPE.as_str(), "application/json")
    }

    pub(super) fn form(mut self, fields: &str) -> Self {
        self.body = fields.to_owned();
        self.header(CONTENT_TYPE.as_str(), "application/x-www-form-urlencoded")
    }

    /// A request of a browser for a page.
    pub(super) fn page(self) -> Self {
        self.header("accept", "text/html,application/xhtml+xml")
    }
}

pub(super) fn log_in_for_cookies() -> Sent {
    log_in_as("ada", "?token_delivery=cookie")
}

pub(super) fn log_in_as(name: &str, query: &str) -> Sent {
    let credentials = json!({"username": name, "password": "secret"});
    Sent::post(&format!("/auth{query}")).json(&credentials)
}

/// A cookie that a response sets: its name, its value, and whether it is one of the whole domain.
fn cookies_of(answer: &Answer) -> Vec<(String, String, bool)> {
    let cookies = answer.headers.get_all(SET_COOKIE).iter();
    let cookies = cookies.map(|cookie| {
        let cookie = cookie.to_str().unwrap();
        let (name, value) = cookie.split(';').next().unwrap().split_once('=').unwrap();
        assert_eq!(value.is_empty(), cookie.contains("Max-Age=0"), "{cookie}");
        let value = value.to_owned();
        (name.to_owned(), value, cookie.contains("Domain="))
    });
    cookies.collect()
}

/// The cookies that a browser has from a response.
pub(super) fn set(answer: &Answer) -> Vec<(String, String)> {
    let cookies = cookies_of(answer).into_iter();
    let cookies = cookies.filter(|(_, value, _)| !value.is_empty());
    cookies.map(|(name, value, _)| (name, value)).collect()
}

/// The names that a response clears, in both scopes: that of the host and that of its domain.
pub(super) fn cleared(answer: &Answer) -> Vec<String> {
    let of_scope = |of_domain: bool| {
        let cookies = cookies_of(answer).into_iter();
        let cleared = cookies.filter(move |(_, value, is)| value.is_empty() && *is == of_domain);
        cleared.map(|(name, ..)| name).collect::<Vec<_>>()
    };
    let set: Vec<_> = set(answer).into_iter().map(|(name, _)| name).collect();
    let mut of_host = of_scope(false);
    // What is set for the domain is cleared for the host alone.
    of_host.retain(|name| !set.contains(name));
    assert_eq!(of_host, of_scope(true), "one scope is left");
    of_host
}

/// The effect of a response in one line: the status, the error or the target, and the changes of cookies.
pub(super) fn outcome(answer: &Answer) -> String {
    let mut said = answer.status.as_u16().to_string();
    if let Some(target) = answer.header(LOCATION) {
        said.push_str(&format!(" to {target}"));
    } else if answer.status.is_client_error() || answer.status.is_server_error() {
        said.push_str(&format!(" {}", answer.json()["error"].as_str().unwrap()));
    }
    for (what, names) in [
        (
            "sets",
            set(answer).into_iter().map(|(name, _)| name).collect(),
        ),
        ("clears", cleared(answer)),
    ] {
        if !names.is_empty() {
            said.push_str(&format!("; {what} {}", names.join(" ")));
        }
    }
    said
}
