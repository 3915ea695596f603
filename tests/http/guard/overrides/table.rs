//! Each setting that a handler or a hook may have: the response without it and with it.
//!
//! A new one needs a handler and a row: without them, a test here fails.

use std::collections::BTreeSet;

use axum::http::header::{ACCEPT, AUTHORIZATION, COOKIE, HOST, ORIGIN};
use axum::http::request;
use jwt_guard::guard::{LocationKind, RequestSettings, TokenLocation};
use jwt_guard::session::MemoryStore;
use jwt_syntax::setting::SETTINGS;
use serde_json::{Value, json};

use super::*;
use crate::fixtures::browser::Browser;

/// Tokens stand anywhere but in the subprotocols of a WebSocket.
#[derive(AuthConfig)]
#[auth(
    claims = Membership,
    users = Users,
    session_owner = "shop",
    token_from(header, cookie, query, json, form),
    token_delivery = "both"
)]
struct Shop {
    secret: Secret,
}

/// A handler for each setting, which has that setting for itself, at the path of that name.
macro_rules! own {
    ($($setting:ident($($own:tt)*))*) => {
        $(
            #[protected($($own)*)]
            async fn $setting() {}
        )*

        const OWN: &[&str] = &[$(stringify!($setting)),*];

        fn own_routes() -> GuardedRouter<Auth<Shop>> {
            GuardedRouter::new()
                $(.route(concat!("/", stringify!($setting)), get($setting).post($setting)))*
        }
    };
}

own! {
    issuer(issuer = "https://staff.example.com")
    audience(audience = "admin")
    leeway(leeway = "0s")
    verify_exp(verify_exp = "dangerously-off")
    required_claims(required_claims = ["device"])
    token_from(token_from(websocket))
    header_name(header_name = "X-Key")
    header_prefixes(header_prefixes = ["JWT"])
    cookie_access_name(cookie_access_name = "session")
    query_name(query_name = "key")
    query_prefix(query_prefix = "Key ")
    json_key(json_key = "key")
    form_key(form_key = "key")
    csrf(csrf = "off")
    csrf_header(csrf_header = "X-XSRF-Token")
    csrf_cookie(csrf_cookie = "XSRF-TOKEN")
    csrf_field(csrf_field = "_token")
    csrf_methods(csrf_methods = ["PUT", "DELETE"])
    trusted_origins(trusted_origins = "https://app.example.com")
    realm(realm = "the vault")
    challenge(challenge = "off")
    error_detail(error_detail = "full")
    max_body_bytes(max_body_bytes = 256)
    user_lookup(user_lookup = "always")
    revocation(revocation = "off")
    login_redirect(login_redirect = "/login")
}

/// Settings that must not depend on what a client sends, so that a hook cannot have them.
const NEVER_OF_A_REQUEST: [&str; 15] = [
    "error_detail",
    "max_body_bytes",
    "user_lookup",
    "challenge",
    "leeway",
    "verify_exp",
    "required_claims",
    "csrf",
    "csrf_header",
    "csrf_cookie",
    "csrf_field",
    "csrf_methods",
    "trusted_origins",
    "revocation",
    "login_redirect",
];

#[protected]
async fn usual() {}

/// Tokens of one user.
struct Tokens {
    good: String,
    /// Expired a moment ago.
    late: String,
    /// Expired long ago.
    dead: String,
    /// About a user who does not exist.
    of_no_user: String,
    /// Revoked with its session.
    revoked: String,
    /// The CSRF value of requests with the valid token in a cookie.
    csrf: String,
}

type Hook = fn(RequestSettings) -> RequestSettings;

struct Row {
    setting: &'static str,
    hook: Option<Hook>,
    request: fn(&str, &Tokens) -> request::Builder,
    /// The body, with the token in the place of `{}`, and the value in that of `{csrf}`.
    body: &'static str,
    shows: fn(&Answer) -> Value,
    /// What is seen without the setting, and with it.
    seen: [Value; 2],
}

fn status(answer: &Answer) -> Value {
    answer.status.as_u16().into()
}

fn row(
    setting: &'static str,
    request: fn(&str, &Tokens) -> request::Builder,
    [without, with]: [u16; 2],
) -> Row {
    Row {
        setting,
        hook: None,
        request,
        body: "",
        shows: status,
        seen: [json!(without), json!(with)],
    }
}

impl Row {
    fn hook(mut self, hook: Hook) -> Self {
        self.hook = Some(hook);
        self
    }

    fn body(mut self, body: &'static str) -> Self {
        self.body = body;
        self
    }
}

fn bearer(path: &str, token: &str) -> request::Builder {
    Request::get(path).header(AUTHORIZATION, format!("Bearer {token}"))
}

/// What a browser sends by itself.
fn with_cookie(path: &str, tokens: &Tokens) -> request::Builder {
    let cookie = format!("__Host-access_token={}", tokens.good);
    let request = Request::post(path).header(HOST, "shop.example.com");
    request.header(COOKIE, cookie)
}

fn rows() -> Vec<Row> {
    let (passes, stops) = ([401, 200], [200, 401]);
    let good: fn(&str, &Tokens) -> request::Builder = |path, tokens| bearer(path, &tokens.good);
    vec![
        row("issuer", good, stops).hook(|request| request.issuer("https://staff.example.com")),
        row("audience", good, stops).hook(|request| request.audience(["admin"])),
        row("leeway", |path, tokens| bearer(path, &tokens.late), stops),
        row(
            "verify_exp",
            |path, tokens| bearer(path, &tokens.dead),
            passes,
        ),
        row("required_claims", good, stops),
        row(
            "token_from",
            |path, tokens| {
                let protocols = format!("access_token, {}", tokens.good);
                Request::get(path).header("sec-websocket-protocol", protocols)
            },
            passes,
        )
        .hook(|request| request.token_from([LocationKind::WebSocket])),
        row(
            "header_name",
            |path, tokens| Request::get(path).header("x-key", format!("Bearer {}", tokens.good)),
            passes,
        )
        .hook(|request| request.header_name("x-key".try_into().unwrap())),
        row(
            "header_prefixes",
            |path, tokens| Request::get(path).header(AUTHORIZATION, format!("JWT {}", tokens.good)),
            passes,
        )
        .hook(|request| request.header_prefixes(["JWT"])),
        row(
            "cookie_access_name",
            |path, tokens| Request::get(path).header(COOKIE, format!("session={}", tokens.good)),
            passes,
        )
        .hook(|request| request.cookie_access_name("session")),
        row(
            "query_name",
            |path, tokens| Request::get(format!("{path}?key={}", tokens.good)),
            passes,
        )
        .hook(|request| request.query_name("key")),
        row(
            "query_prefix",
            |path, tokens| Request::get(format!("{path}?access_token=Key%20{}", tokens.good)),
            [400, 200],
        )
        .hook(|request| request.query_prefix("Key ")),
        row(
            "json_key",
            |path, _| Request::post(path).header(CONTENT_TYPE, "application/json"),
            passes,
        )
        .body(r#"{"key":"{}"}"#)
        .hook(|request| request.json_key("key")),
        row(
            "form_key",
            |path, _| Request::post(path).header(CONTENT_TYPE, "application/x-www-form-urlencoded"),
            passes,
        )
        .body("key={}")
        .hook(|request| request.form_key("key")),
        row("csrf", with_cookie, [403, 200]),
        row(
            "csrf_header",
            |path, tokens| with_cookie(path, tokens).header("x-xsrf-token", &tokens.csrf),
            [403, 200],
        ),
        Row {
            shows: |answer| {
                let description = answer.json()["error_description"].to_string();
                description.split('`').nth(1).into()
            },
            seen: [json!("__Host-csrf_token"), json!("XSRF-TOKEN")],
            ..row("csrf_cookie", with_cookie, [0, 0])
        },
        row(
            "csrf_field",
            |path, tokens| {
                let form = "application/x-www-form-urlencoded";
                with_cookie(path, tokens).header(CONTENT_TYPE, form)
            },
            [403, 200],
        )
        .body("_token={csrf}"),
        row("csrf_methods", with_cookie, [403, 200]),
        row(
            "trusted_origins",
            |path, tokens| {
                let request = with_cookie(path, tokens).header(ORIGIN, "https://app.example.com");
                request.header("x-csrf-token", &tokens.csrf)
            },
            [403, 200],
        ),
        Row {
            shows: |answer| answer.challenge().into(),
            seen: [
                json!(r#"Bearer realm="api""#),
                json!(r#"Bearer realm="the vault""#),
            ],
            ..row("realm", |path, _| Request::get(path), [0, 0])
        }
        .hook(|request| request.realm("the vault")),
        Row {
            shows: |answer| answer.challenge().into(),
            seen: [json!(r#"Bearer realm="api""#), json!(null)],
            ..row("challenge", |path, _| Request::get(path), [0, 0])
        },
        Row {
            shows: |answer| answer.json()["error_description"].clone(),
            seen: [
                json!("the access token is expired, malformed or not valid here"),
                json!("the token is malformed"),
            ],
            ..row("error_detail", |path, _| bearer(path, "a.b.c"), [0, 0])
        },
        row(
            "max_body_bytes",
            |path, _| Request::post(path).header(CONTENT_TYPE, "application/json"),
            [200, 413],
        )
        .body(r#"{"access_token":"{}"}"#),
        row(
            "user_lookup",
            |path, tokens| bearer(path, &tokens.of_no_user),
            stops,
        ),
        row(
            "revocation",
            |path, tokens| bearer(path, &tokens.revoked),
            passes,
        ),
        row(
            "login_redirect",
            |path, _| Request::get(path).header(ACCEPT, "text/html,*/*;q=0.8"),
            [401, 303],
        ),
    ]
}

/// The service, in which the hook gives the setting that the header `x-hook` names, and tokens of it.
async fn service() -> (GuardedRouter, Tokens) {
    let clock = FrozenClock::at(NOW);
    let auth = Auth::builder(Shop {
        secret: SECRET.into(),
    })
    .users(Users)
    .clock(clock.clone())
    .store(MemoryStore::new())
    .request_settings(|request| {
        let named = request.headers.get("x-hook");
        let mut rows = rows().into_iter();
        let hook =
            rows.find_map(|row| row.hook.filter(|_| named.is_some_and(|n| n == row.setting)));
        hook.map_or_else(RequestSettings::new, |hook| hook(RequestSettings::new()))
    })
    .build()
    .expect("the configuration is right");
    let app = own_routes()
        .route("/", get(usual).post(usual))
        .nest("/auth", auth.endpoints())
        .with_state(auth.clone());
    let post = async |path: &str, body: Value| {
        send(&app, post_with(path, "application/json", &body.to_string())).await
    };
    let login = || post("/auth", json!({"username": "ada", "password": "secret"}));
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let mut browser = Browser::at("shop.example.com", &app);
    let ended = login().await.json();
    browser.log_in().await;
    let refresh = json!({"refresh_token": ended["refresh_token"]});
    assert_eq!(post("/auth/logout", refresh).await.status, 204);
    let minted_at = |subject: &str, at: i64| {
        clock.set(at);
        let claims = Membership {
            plan: "pro".into(),
            team: None,
        };
        let token = auth.mint(subject).claims(claims).token().unwrap();
        clock.set(NOW);
        token
    };
    let tokens = Tokens {
        late: minted_at("1", NOW - 905),
        dead: minted_at("1", NOW - 5000),
        of_no_user: minted_at("99", NOW),
        revoked: text(&ended["access_token"]),
        good: browser.cookies["__Host-access_token"].clone(),
        csrf: browser.csrf(),
    };
    (app, tokens)
}

/// What is seen of a row at a path, where the hook gives its setting or does not.
async fn seen(app: &GuardedRouter, tokens: &Tokens, row: &Row, path: &str, hooked: bool) -> Value {
    let mut request = (row.request)(path, tokens);
    if hooked {
        request = request.header("x-hook", row.setting);
    }
    let body = row.body.replace("{}", &tokens.good);
    let body = body.replace("{csrf}", &tokens.csrf);
    let request = request.body(Body::from(body)).unwrap();
    (row.shows)(&send(app, request).await)
}

#[test]
fn every_setting_of_a_handler_has_a_row_and_every_other_of_a_hook_too() {
    let table = SETTINGS.iter().filter(|setting| setting.on_handler);
    let expected: BTreeSet<_> = table.map(|setting| setting.name).collect();
    assert_eq!(OWN.iter().copied().collect::<BTreeSet<_>>(), expected);
    let rows = rows();
    let names: BTreeSet<_> = rows.iter().map(|row| row.setting).collect();
    assert_eq!((names, rows.len()), (expected, OWN.len()));
    for row in rows {
        let is_never = NEVER_OF_A_REQUEST.contains(&row.setting);
        assert_eq!(row.hook.is_none(), is_never, "{}", row.setting);
    }
}

#[tokio::test]
async fn every_setting_of_a_handler_changes_what_a_client_of_that_handler_sees() {
    let (app, tokens) = service().await;
    for row in rows() {
        let own = format!("/{}", row.setting);
        let found = [
            seen(&app, &tokens, &row, "/", false).await,
            seen(&app, &tokens, &row, &own, false).await,
        ];
        assert_eq!(found, row.seen, "{}", row.setting);
        assert_ne!(found[0], found[1], "{}", row.setting);
    }
}

#[tokio::test]
async fn every_setting_of_a_hook_changes_what_a_client_of_that_request_sees() {
    let (app, tokens) = service().await;
    for row in rows().iter().filter(|row| row.hook.is_some()) {
        let found = [
            seen(&app, &tokens, row, "/", false).await,
            seen(&app, &tokens, row, "/", true).await,
        ];
        assert_eq!(found, row.seen, "{}", row.setting);
    }
}

#[tokio::test]
async fn a_place_of_a_hook_may_be_the_last_that_is_looked_at() {
    let config = Service::default();
    let secret = Some(SECRET.into());
    let auth = Auth::builder(Service { secret, ..config })
        .clock(FrozenClock::at(NOW))
        .request_settings(|request| {
            let header = TokenLocation::new(LocationKind::Header);
            let header = match request.headers.contains_key("x-strict") {
                true => header.strict(),
                false => header,
            };
            RequestSettings::new().token_from([header, LocationKind::Query.into()])
        })
        .build()
        .unwrap();
    let (app, token) = (app(&auth), auth.mint("1").token().unwrap());
    let path = format!("/?access_token={token}");
    assert_eq!(send(&app, get_request(&path)).await.status, 200);
    let strict = get_with_header(&path, "x-strict", "1");
    assert_eq!(send(&app, strict).await.status, 401);
}
