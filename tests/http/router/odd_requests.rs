//! Malformed and unusual requests: the service neither panics nor accepts them.

use std::collections::BTreeSet;

use axum::body::Body;
use axum::extract::Path;
use axum::http::header::*;
use axum::http::{HeaderName, HeaderValue, Method, Request};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use memchr::memmem::find;

use crate::fixtures::app::*;

#[derive(AuthConfig)]
#[auth(
    claims = Membership,
    users = Users,
    token_from(header, cookie, query, json, form, websocket)
)]
struct Everywhere {
    secret: Secret,
}

impl Everywhere {
    fn at(now: i64) -> Auth<Self> {
        let config = Self {
            secret: SECRET.into(),
        };
        let auth = Auth::builder(config)
            .users(Users)
            .clock(FrozenClock::at(now));
        auth.build().expect("the configuration is right")
    }
}

#[protected]
async fn whoami(claims: Claims, _body: String) -> String {
    claims.subject().to_owned()
}

#[protected(optional)]
async fn perhaps(claims: Option<Claims>) -> String {
    claims.map_or("nobody".into(), |claims| claims.subject().to_owned())
}

#[scoped("team:{team}:read")]
async fn of_team(Path(team): Path<String>) -> String {
    team
}

#[scoped("file:{rest}")]
async fn of_file(Path(rest): Path<String>) -> String {
    rest
}

fn scope_of_client(Path(id): Path<u8>) -> String {
    format!("client:{id}")
}

#[scoped(with = scope_of_client)]
async fn of_client(Path(id): Path<String>) -> String {
    id
}

fn app() -> GuardedRouter {
    let auth = Everywhere::at(NOW);
    GuardedRouter::new()
        .route("/", get(whoami).post(whoami).put(whoami))
        .route("/perhaps", get(perhaps).post(perhaps))
        .route("/teams/{team}", get(of_team).post(of_team))
        .route("/files/{*rest}", get(of_file).post(of_file))
        .route("/clients/{id}", get(of_client).post(of_client))
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

/// Numbers that look random and are the same in each run (`SplitMix64`).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.roll(all.len())]
    }
}

/// A token that grants the scopes of the paths that end in `7`.
fn token_at(now: i64) -> String {
    let auth = Everywhere::at(now);
    let claims = Membership {
        plan: "pro".into(),
        team: None,
    };
    let scopes = ["team:7:read", "file:7", "client:7"];
    auth.mint("1")
        .scopes(scopes)
        .claims(claims)
        .token()
        .unwrap()
}

fn wrong_tokens(valid: &str) -> Vec<Vec<u8>> {
    let (signed, _) = valid.rsplit_once('.').unwrap();
    let (_, payload) = signed.split_once('.').unwrap();
    let texts = [
        token_at(NOW - 100_000),
        format!("{signed}.AAAA"),
        format!("{signed}."),
        format!("eyJhbGciOiJub25lIn0.{payload}."),
        "a.b.c".into(),
        "".into(),
        "..".into(),
        "=.=.=".into(),
        "A".repeat(20_000),
        ".".repeat(5_000),
        "tok en".into(),
        "to\"ken,".into(),
        "token;token".into(),
        "%00%FF".into(),
        "tökén".into(),
        "Bearer".into(),
    ];
    let not_text = [b"\xff\xfe\x80".to_vec(), b"a.\xc3\x28.c".to_vec()];
    texts
        .map(String::into_bytes)
        .into_iter()
        .chain(not_text)
        .collect()
}

/// Text around a token.
fn around(before: &str, token: &[u8], behind: &str) -> Vec<u8> {
    [before.as_bytes(), token, behind.as_bytes()].concat()
}

fn percent_encoded(bytes: &[u8]) -> String {
    let encode = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'.' | b'-' | b'_' => char::from(*byte).into(),
        _ => format!("%{byte:02X}"),
    };
    bytes.iter().map(encode).collect()
}

const SEGMENTS: [&str; 28] = [
    "7",
    "7",
    "7",
    "7",
    "7",
    "7",
    "8",
    "read",
    "%2F",
    "%3A",
    "7%3Aread",
    "%FF",
    "%00",
    "%",
    "%zz",
    "%C3%28",
    "..",
    "%2e%2e",
    "%7Bteam%7D",
    "*",
    "7%20",
    "7%0A",
    "%EF%BC%97",
    "+7",
    "007",
    "7;x=1",
    "%37",
    "256",
];

/// Routes that need a token.
const PROTECTED: [&str; 6] = [
    "/teams/",
    "/files/",
    "/clients/",
    "/",
    "/auth/verify",
    "/auth/me",
];
const OPEN: [&str; 6] = [
    "/perhaps",
    "/auth",
    "/auth/",
    "/auth/logout",
    "/auth/.well-known/jwks.json",
    "/nowhere",
];

/// A request, and its parts.
struct Odd {
    request: Request<Body>,
    path: String,
    /// The path before the odd segment.
    route: &'static str,
    has_valid_token: bool,
    tokens: Vec<Vec<u8>>,
}

fn odd(dice: &mut Dice, valid: &str, wrong: &[Vec<u8>]) -> Odd {
    let mut tokens: Vec<Vec<u8>> = Vec::new();
    let mut token = |dice: &mut Dice| {
        let token = match dice.roll(2) {
            0 => valid.as_bytes().to_vec(),
            _ => dice.one_of(wrong).clone(),
        };
        tokens.push(token.clone());
        token
    };
    let route = match dice.roll(3) {
        0 => *dice.one_of(&OPEN),
        _ => *dice.one_of(&PROTECTED),
    };
    let has_segment = route.len() > 1 && route.ends_with('/') && !route.starts_with("/auth");
    let segment = if has_segment {
        *dice.one_of(&SEGMENTS)
    } else {
        ""
    };
    let path = format!("{route}{segment}");
    let mut uri = path.clone();
    for _ in 0..dice.roll(3) / 2 * (1 + dice.roll(2)) {
        uri.push(if uri.contains('?') { '&' } else { '?' });
        let token = percent_encoded(&token(dice));
        uri.push_str(&match dice.roll(6) {
            0 => format!("%61ccess_token={token}"),
            1 => format!("access_token={token}&access_token"),
            2 => format!("{}access_token={token}", "&=".repeat(2_000)),
            3 => format!("access_token=%F{token}"),
            _ => format!("access_token={token}"),
        });
    }
    let methods = [
        Method::GET,
        Method::POST,
        Method::GET,
        Method::POST,
        Method::HEAD,
        Method::PUT,
    ];
    let mut method = dice.one_of(&methods).clone();
    if dice.roll(12) == 0 {
        method = dice
            .one_of(&[Method::OPTIONS, Method::from_bytes(b"BREW").unwrap()])
            .clone();
    }
    let mut request = Request::builder().method(method).uri(uri);
    let mut header = |name: HeaderName, value: Vec<u8>| {
        let headers = request.headers_mut().expect("the path is one");
        if let Ok(value) = HeaderValue::from_bytes(&value) {
            headers.append(name, value);
        }
    };
    for _ in 0..dice.roll(8) / 3 {
        let token = token(dice);
        header(
            AUTHORIZATION,
            match dice.roll(8) {
                0 => around("Bearer=", &token, ""),
                1 => around("Basic ", &token, ""),
                2 => around("", &token, ""),
                3 => around("Bearer \"", &token, "\""),
                4 => around("bearer \t", &token, " "),
                _ => around("Bearer ", &token, ""),
            },
        );
    }
    for _ in 0..dice.roll(8) / 4 * (1 + dice.roll(2)) {
        let token = token(dice);
        header(
            COOKIE,
            match dice.roll(7) {
                0 => around("__Host-access_token=\"", &token, "\""),
                1 => around("; ; =;;__Host-access_token = ", &token, ";"),
                2 => around("__Host-access_token=x; __Host-access_token=", &token, ""),
                3 => around(&"a=b;".repeat(3_000), &token, "=="),
                4 => around("__Host-csrf_token=", &token, "; __Host-access_token"),
                _ => around("__Host-access_token=", &token, ""),
            },
        );
    }
    for _ in 0..dice.roll(8) / 6 * (1 + dice.roll(2)) {
        let token = token(dice);
        header(
            SEC_WEBSOCKET_PROTOCOL,
            match dice.roll(5) {
                0 => around(&",".repeat(4_000), &token, ",access_token"),
                1 => around("access_token, ", &token, ", access_token, x"),
                2 => around("access_token,,", &token, ""),
                _ => around("chat, access_token, ", &token, ", more"),
            },
        );
        header(UPGRADE, b"websocket".to_vec());
        header(CONNECTION, b"keep-alive, Upgrade".to_vec());
    }
    let others: [(HeaderName, &[&[u8]]); 7] = [
        (
            HOST,
            &[b"x", b"", b"[::1", b"localhost:99999999", b"a, b", b"\xff"],
        ),
        (
            ORIGIN,
            &[b"null", b"https://x", b"://", b"https://", b"\xff"],
        ),
        (
            HeaderName::from_static("sec-fetch-site"),
            &[b"cross-site", b"same-origin", b"\xff"],
        ),
        (
            HeaderName::from_static("x-csrf-token"),
            &[b"", b"x", b"\xff", b"a.b"],
        ),
        (ACCEPT, &[b"text/html", b"text/html;q=9,,;;=", b"\xff"]),
        (
            CONTENT_LENGTH,
            &[b"-1", b"x", b"99999999999999999999999999", b"16385"],
        ),
        (ACCESS_CONTROL_REQUEST_METHOD, &[b"POST", b""]),
    ];
    for (name, values) in others {
        for _ in 0..dice.roll(12) / 10 * (1 + dice.roll(2)) {
            header(name.clone(), dice.one_of(values).to_vec());
        }
    }
    let types: [&[u8]; 10] = [
        b"application/json",
        b"application/json",
        b"application/x-www-form-urlencoded",
        b"application/x-www-form-urlencoded",
        b"application/vnd.api+json; charset=utf-16",
        b"application/json, application/json",
        b"text/plain",
        b"multipart/form-data",
        b"\xff",
        b"",
    ];
    for _ in 0..(1 + dice.roll(8)) / 4 {
        header(CONTENT_TYPE, dice.one_of(&types).to_vec());
    }
    let body = match dice.roll(4) {
        0 | 1 => Vec::new(),
        _ => {
            let token = token(dice);
            match dice.roll(14) {
                0 => around("{\"access_token\":\"", &token, "\",\"access_token\":\"x\"}"),
                1 => around("{\"access_token\":[\"", &token, "\"]}"),
                2 => around(&"[".repeat(9_000), &token, ""),
                3 => around("{\"x\":1e999,\"access_token\":\"", &token, "\"}"),
                4 => around("{\"access_token\":\"\\ud800", &token, "\"}"),
                5 => around(&"x".repeat(17_000), &token, ""),
                6 => around("access_token=a&access_token=", &token, ""),
                7 => around("username=ada&password=", &token, "&next=//x"),
                8 => around("{\"username\":\"ada\",\"password\":\"", &token, "\"}"),
                9 | 10 => format!("access_token={}", percent_encoded(&token)).into(),
                11 => around(&"&=".repeat(8_000), &token, ""),
                _ => around("{\"access_token\":\"", &token, "\"}"),
            }
        }
    };
    let has_valid_token = tokens.iter().any(|token| token == valid.as_bytes());
    Odd {
        request: request.body(Body::from(body)).unwrap(),
        path,
        route,
        has_valid_token,
        tokens,
    }
}

/// Short ones are part of many responses by chance.
fn shows(text: &[u8], token: &[u8]) -> bool {
    token.len() >= 5 && token != b"Bearer" && find(text, token).is_some()
}

#[tokio::test]
async fn no_odd_request_is_admitted_or_stops_the_service() {
    let app = app().finish();
    let valid = token_at(NOW);
    let wrong = wrong_tokens(&valid);
    let mut seen = BTreeSet::new();
    let mut let_in = BTreeSet::new();
    for case in 0..1_000 {
        let odd = odd(&mut Dice(case), &valid, &wrong);
        let said = format!("case {case}: {:?}", odd.request);
        let method = odd.request.method().clone();
        let response = tower::ServiceExt::oneshot(app.clone(), odd.request)
            .await
            .unwrap();
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let status = parts.status;
        assert!(!status.is_server_error(), "{status} for {said}");
        // A preflight is no request yet.
        let is_let_in = status.is_success() && method != Method::OPTIONS;
        let is_protected = PROTECTED.contains(&odd.route);
        assert!(
            !(is_let_in && is_protected && !odd.has_valid_token),
            "{status} for {said}"
        );
        if odd.route == "/auth" {
            assert!(!is_let_in, "{status} for {said}");
        }
        if is_let_in && odd.route == "/perhaps" && method != Method::HEAD {
            assert!(odd.has_valid_token || body == "nobody", "{said}");
        }
        if is_let_in && ["/teams/", "/files/", "/clients/"].contains(&odd.route) {
            let granted = ["7", "%37", "+7", "007"].map(|end| format!("{}{end}", odd.route));
            assert!(granted.contains(&odd.path), "{status} for {said}");
        }
        for token in &odd.tokens {
            assert!(!shows(&body, token), "the body has the token: {said}");
            for value in parts.headers.values() {
                assert!(!shows(value.as_bytes(), token), "{value:?} for {said}");
            }
        }
        seen.insert(status.as_u16());
        if is_let_in && is_protected {
            let_in.insert(odd.route);
        }
    }
    // None of it would mean anything if nearly all were refused for the same reason.
    let expected = [200, 204, 400, 401, 403, 404, 405, 413];
    let missing: Vec<_> = expected
        .iter()
        .filter(|code| !seen.contains(code))
        .collect();
    assert!(
        missing.is_empty(),
        "{missing:?} are never answered: {seen:?}"
    );
    assert_eq!(let_in, PROTECTED.into_iter().collect());
}
