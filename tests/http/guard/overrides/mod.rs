//! Settings of a handler that replace those of the configuration: each changes the response, for that handler alone.

mod csrf;
mod csrf_names;
mod merging;
mod precedence;
mod table;
mod token_locations;
mod tokens;
mod user_lookup;

use axum::body::Body;
use axum::http::Request;
use axum::http::header::CONTENT_TYPE;
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::TrustedIssuer;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::Minter;

use crate::fixtures::app::*;

#[derive(AuthConfig, Default)]
struct Service {
    secret: Option<Secret>,
    issuer: Option<String>,
    audience: Option<String>,
    required_claims: Option<Vec<String>>,
    jti: Option<bool>,
    token_from: Option<String>,
    realm: Option<String>,
    trusted_issuers: Vec<TrustedIssuer>,
    cache: Option<bool>,
}

impl Service {
    fn auth(self) -> Auth<Self> {
        self.auth_at(&FrozenClock::at(NOW))
    }

    fn auth_at(mut self, clock: &FrozenClock) -> Auth<Self> {
        self.secret = Some(SECRET.into());
        let auth = Auth::builder(self).clock(clock.clone());
        auth.build().expect("the configuration is right")
    }
}

/// Mints tokens of our own for any audience, as no `Auth` does for one that it is not.
fn minter<T: ClaimSet>(issuer: Option<&str>, audience: &[&str]) -> Minter<T> {
    let keys = KeyRing::new(Key::secret(Algorithm::HS256, &SECRET.into()).unwrap());
    let minter = Minter::builder(keys).audience(audience.iter().copied());
    let minter = match issuer {
        Some(issuer) => minter.issuer(issuer),
        None => minter,
    };
    minter.clock(FrozenClock::at(NOW)).build().unwrap()
}

/// A token for these audiences.
fn token_for(audience: &[&str]) -> String {
    let minter: Minter = minter(None, audience);
    minter.mint("1").token().unwrap()
}

/// Handlers that return the subject of the token, each with settings of its own.
macro_rules! handlers {
    ($($name:ident[$($own:tt)*])*) => {
        $(
            #[protected($($own)*)]
            async fn $name(claims: Claims) -> String {
                claims.subject().to_owned()
            }
        )*
    };
}

handlers! {
    plain[]
    punctual[leeway = "0s"]
    patient[leeway = "5m"]
    timeless[verify_exp = "dangerously-off"]
    admin[audience = "admin"]
    admin_or_audit[audience = ["admin", "audit"]]
    of_staff[issuer = "https://staff.example.com"]
    of_unknown[issuer = "https://unknown.example.com"]
    identified[required_claims = ["jti"]]
    in_query[token_from(query)]
    in_query_as_text[token_from = "query"]
    in_query_of_a_list[token_from = ["query"]]
    in_header_or_query[token_from(header, query)]
    in_header_strictly[token_from(header(strict), query)]
    in_own_header[header_name = "X-Key"]
    without_prefix[header_prefixes = []]
    with_prefixes[header_prefixes = ["JWT", "Key"]]
    in_own_query[token_from(query), query_name = "key", query_prefix = "Key "]
    in_own_cookie[token_from(cookie), cookie_access_name = "session"]
    in_socket[token_from(websocket)]
    in_own_realm[realm = "the vault"]
    with_login[login_redirect = "/login?next=vault"]
}

#[protected(token_from(json), json_key = "key")]
async fn in_json(claims: Claims, body: String) -> String {
    format!("{} in {}", claims.subject(), body.len())
}

#[protected(token_from(form), form_key = "key")]
async fn in_form(claims: Claims, body: String) -> String {
    format!("{} in {}", claims.subject(), body.len())
}

#[protected(optional, token_from(query))]
async fn perhaps(claims: Option<Claims>) -> String {
    claims.map_or("anonymous".into(), |claims| claims.subject().to_owned())
}

fn app(auth: &Auth<Service>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(plain))
        .route("/punctual", get(punctual))
        .route("/patient", get(patient))
        .route("/timeless", get(timeless))
        .route("/admin", get(admin))
        .route("/admin-or-audit", get(admin_or_audit))
        .route("/staff", get(of_staff))
        .route("/unknown", get(of_unknown))
        .route("/identified", get(identified))
        .route("/query", get(in_query))
        .route("/query/text", get(in_query_as_text))
        .route("/query/list", get(in_query_of_a_list))
        .route("/query/own", get(in_own_query))
        .route("/header-or-query", get(in_header_or_query))
        .route("/header-strictly", get(in_header_strictly))
        .route("/header/own", get(in_own_header))
        .route("/header/bare", get(without_prefix))
        .route("/header/prefixes", get(with_prefixes))
        .route("/cookie/own", get(in_own_cookie).post(in_own_cookie))
        .route("/socket", get(in_socket))
        .route("/realm", get(in_own_realm))
        .route("/login", get(with_login))
        .route("/json", post(in_json))
        .route("/form", post(in_form))
        .route("/perhaps", get(perhaps))
        .with_state(auth.clone())
}

/// The status of a `GET` with a token in the usual header.
async fn status(app: &GuardedRouter, path: &str, token: &str) -> u16 {
    get_as(app, path, Some(token)).await.0
}

fn get_with_header(path: &str, name: &str, value: &str) -> Request<Body> {
    let request = Request::get(path).header(name, value);
    request.body(Body::empty()).unwrap()
}

fn post_with(path: &str, content_type: &str, body: &str) -> Request<Body> {
    let request = Request::post(path).header(CONTENT_TYPE, content_type);
    request.body(Body::from(body.to_owned())).unwrap()
}
