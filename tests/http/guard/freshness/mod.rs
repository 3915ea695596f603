//! Requirements on the age and the strength of an authentication (RFC 9470).

mod blocks;
mod merging;
mod order;
mod responses;
mod sessions;
mod tokens;

use std::time::Duration;

use aws_lc_rs::hmac::HMAC_SHA256;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::user::Authentication;
use serde_json::{Value, json};

use crate::fixtures::app::*;
use crate::fixtures::token::signed_with;

#[derive(AuthConfig, Default)]
#[auth(users = Staff)]
struct Api {
    secret: Option<Secret>,
    session_owner: Option<String>,
    leeway: Option<String>,
    cache: Option<bool>,
    realm: Option<String>,
    login_redirect: Option<String>,
}

impl Api {
    fn auth_at(mut self, clock: &FrozenClock) -> Auth<Self> {
        self.secret = Some(SECRET.into());
        let auth = Auth::builder(self).users(Staff).clock(clock.clone());
        auth.build().expect("the configuration is right")
    }
}

fn auth() -> Auth<Api> {
    Api::default().auth_at(&FrozenClock::at(NOW))
}

#[derive(Clone, serde::Serialize)]
struct Name(String);

/// A user whose name ends in `mfa` has a second factor; every password is `secret`.
struct Staff;

impl UserBackend for Staff {
    type Credentials = Credentials;
    type User = Name;

    async fn authenticate(&self, login: Credentials) -> Result<Option<Name>, BackendError> {
        Ok((*login.password == "secret").then_some(Name(login.username)))
    }

    async fn retrieve_user(&self, subject: &str) -> Result<Option<Name>, BackendError> {
        Ok(Some(Name(subject.to_owned())))
    }

    fn subject(&self, user: &Name) -> String {
        user.0.clone()
    }

    async fn authentication(&self, user: &Name) -> Result<Authentication, BackendError> {
        let how = Authentication::default();
        Ok(match user.0.ends_with("mfa") {
            true => how.acr("urn:example:mfa").amr("pwd").amr("otp"),
            false => how,
        })
    }
}

#[protected]
async fn any() {}

#[protected(fresh)]
async fn fresh() {}

#[protected(max_age = "5m")]
async fn recent() {}

#[protected(acr = "urn:example:mfa")]
async fn strong() {}

#[protected(acr = ["urn:example:mfa", "urn:example:hardware"])]
async fn stronger() {}

#[protected(fresh, max_age = "5m", acr = "urn:example:mfa")]
async fn everything() {}

#[protected(max_age = "5m", leeway = "0s")]
async fn punctual() {}

#[protected(optional, fresh)]
async fn perhaps(claims: Option<Claims>) -> String {
    claims.map_or("nobody".into(), |claims| claims.subject().to_owned())
}

#[scoped("admin", max_age = "5m")]
async fn admin() {}

#[scoped(with = required, max_age = "5m")]
async fn computed() {}

fn required() -> &'static str {
    "admin"
}

#[inject_user(fresh)]
async fn me(user: Name) -> String {
    user.0
}

fn app(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/any", get(any))
        .route("/fresh", get(fresh))
        .route("/recent", get(recent))
        .route("/strong", get(strong))
        .route("/stronger", get(stronger))
        .route("/everything", get(everything))
        .route("/punctual", get(punctual))
        .route("/perhaps", get(perhaps))
        .route("/admin", get(admin))
        .route("/computed", get(computed))
        .route("/me", get(me))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone())
}

/// The access token that a user gets at login.
async fn login(app: &GuardedRouter, username: &str) -> String {
    let login = Request::post("/auth").header(CONTENT_TYPE, "application/json");
    let body = json!({"username": username, "password": "secret"}).to_string();
    let answer = send(app, login.body(body.into()).unwrap()).await;
    answer.json()["access_token"].as_str().unwrap().to_owned()
}

/// A token of another service that has the key, with these claims too.
fn signed(claims: Value) -> String {
    let mut all = json!({"sub": "1", "exp": NOW + 7_200, "iat": NOW, "jti": "a"});
    for (name, value) in claims.as_object().unwrap() {
        all[name] = value.clone();
    }
    let header = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    signed_with(header, all.to_string().as_bytes(), HMAC_SHA256, SECRET)
}

async fn status(app: &GuardedRouter, path: &str, token: &str) -> u16 {
    get_as(app, path, Some(token)).await.0
}

/// A token of this service that is valid for two hours, without claims of an authentication.
fn minted(auth: &Auth<Api>) -> String {
    let token = auth.mint("1").ttl(Duration::from_secs(7_200));
    token.scopes(["admin"]).token().unwrap()
}
