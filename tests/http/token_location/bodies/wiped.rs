//! Passwords and tokens from bodies are overwritten in memory.
//!
//! Tokens have no characters that need escapes; what serde keeps of a JSON string with escapes is not looked for.
//!
//! The test looks through the memory of its own process, which it can do on Linux.

#![cfg(target_os = "linux")]

use std::fs::{self, File};
use std::io::{Read, Seek, SeekFrom};

use axum::body::{Body, Bytes};
use axum::http::header::{CONTENT_TYPE, HOST};
use axum::http::{Method, Request};
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::session::MemoryStore;
use zeroize::Zeroizing;

use crate::fixtures::app::*;

#[derive(AuthConfig)]
#[auth(
    claims = Membership,
    users = Users,
    issuer = "https://api.example.com",
    token_from(header, cookie, json, form),
    token_delivery = "both"
)]
struct Site {
    secret: Secret,
}

#[protected]
async fn page() {}

fn app() -> GuardedRouter {
    let auth = Auth::builder(Site {
        secret: SECRET.into(),
    });
    let auth = auth.users(Users).store(MemoryStore::new());
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    GuardedRouter::new()
        .route("/", post(page))
        .nest("/auth", auth.endpoints())
        .with_state(auth)
}

/// A secret text, which this test itself never keeps in memory: only what each of its characters is, after a mask.
struct Needle(Vec<u8>);

const MASK: u8 = 0x80;
const LENGTH: usize = 4000;
/// How many characters in a row are a copy: the allocator writes into memory that was given back, and the loader of libraries
/// may write the registers with which something was copied onto the stack.
const FOUND: usize = 1000;

impl Needle {
    fn of(seed: u64) -> Self {
        let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
        let masked = (0..LENGTH).map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (b'a' + u8::try_from(state % 26).unwrap()) ^ MASK
        });
        Self(masked.collect())
    }

    /// A body with the text between others, which leaves nothing behind.
    fn body(&self, before: &str, after: &str) -> Body {
        let length = before.len() + LENGTH + after.len();
        let mut body = Zeroizing::new(Vec::with_capacity(length));
        body.extend_from_slice(before.as_bytes());
        body.extend(self.0.iter().map(|byte| byte ^ MASK));
        body.extend_from_slice(after.as_bytes());
        Body::from(Bytes::from_owner(body))
    }

    /// Whether some part of the text is in the memory of this process.
    fn is_in_memory(&self) -> bool {
        let maps = fs::read_to_string("/proc/self/maps").unwrap();
        let mut memory = File::open("/proc/self/mem").unwrap();
        let mut chunk = Zeroizing::new(vec![0; 1 << 20]);
        for line in maps.lines().filter(|line| line.contains(" rw-p ")) {
            let (range, _) = line.split_once(' ').unwrap();
            let (start, end) = range.split_once('-').unwrap();
            let [start, end] = [start, end].map(|at| u64::from_str_radix(at, 16).unwrap());
            let mut at = start;
            while at < end {
                let length = usize::try_from(end - at).unwrap().min(chunk.len());
                let read = memory
                    .seek(SeekFrom::Start(at))
                    .and_then(|_| memory.read(&mut chunk[..length]));
                // Not all that is mapped can be read, and other tests give memory back meanwhile.
                let Ok(read @ 1..) = read else { break };
                if self.is_in(&chunk[..read]) {
                    return true;
                }
                at += u64::try_from(read).unwrap();
            }
        }
        false
    }

    fn is_in(&self, memory: &[u8]) -> bool {
        // Wherever a copy begins and ends, one of these is whole in it.
        let parts = self.0.chunks_exact(FOUND);
        parts.into_iter().any(|part| {
            memchr::memchr_iter(part[0] ^ MASK, memory).any(|at| {
                let found = memory.get(at..at + FOUND);
                found.is_some_and(|found| found.iter().zip(part).all(|(a, b)| a ^ MASK == *b))
            })
        })
    }
}

async fn answer(path: &str, content_type: &str, body: Body) -> Answer {
    let request = Request::builder()
        .method(Method::POST)
        .uri(path)
        .header(HOST, "site.example.com")
        .header(CONTENT_TYPE, content_type);
    send(&app(), request.body(body).unwrap()).await
}

const JSON: &str = "application/json";
const FORM: &str = "application/x-www-form-urlencoded";

#[tokio::test]
async fn a_secret_in_memory_is_found_where_there_is_one() {
    let needle = Needle::of(1);
    assert!(!needle.is_in_memory());
    let copy: Vec<u8> = needle.0.iter().map(|byte| byte ^ MASK).collect();
    assert!(needle.is_in_memory());
    drop(Zeroizing::new(copy));
    assert!(!needle.is_in_memory());
}

#[tokio::test]
async fn no_password_or_token_of_a_body_stays_in_memory() {
    for (seed, path, content_type, before, after, status) in [
        (
            2,
            "/auth",
            JSON,
            r#"{"username":"ada","password":""#,
            r#""}"#,
            401,
        ),
        (
            3,
            "/auth",
            JSON,
            r#"{"username":1,"password":""#,
            r#""}"#,
            400,
        ),
        (
            4,
            "/auth",
            JSON,
            r#"{"password":""#,
            r#"","username":1}"#,
            400,
        ),
        (5, "/auth", FORM, "username=ada&password=", "", 403),
        (
            6,
            "/auth",
            FORM,
            "username=%61da&password=+%61",
            "%62&a=b",
            403,
        ),
        (
            7,
            "/auth",
            FORM,
            "username=ada&password=",
            "&username=b",
            400,
        ),
        (
            8,
            "/auth/refresh",
            JSON,
            r#"{"refresh_token":""#,
            r#""}"#,
            401,
        ),
        (9, "/auth/refresh", FORM, "refresh_token=", "", 401),
        (10, "/auth/revoke", FORM, "token=", "", 200),
        (11, "/", JSON, r#"{"access_token":""#, r#""}"#, 401),
        (12, "/", FORM, "access_token=", "", 401),
    ] {
        let needle = Needle::of(seed);
        let answer = answer(path, content_type, needle.body(before, after)).await;
        assert_eq!(answer.status, status, "{path} {before}: {}", answer.body);
        assert!(!needle.is_in_memory(), "{path} {content_type} {before}");
    }
}
