//! Tokens that must be refused, compared with one that is accepted.

use std::hint::black_box;

use base64_simd::URL_SAFE_NO_PAD;
use jwt_guard::Algorithm;
use jwt_guard::clock::{Clock, FrozenClock, SystemClock};
use jwt_guard::prelude::*;

use crate::candidates::operation;
use crate::operation::Operation;
use crate::service::{Api, ISSUER, Key, SUBJECT, forged, token, token_about};

/// The longest token that is read, in bytes.
const MAX_TOKEN_BYTES: usize = 8_192;

/// Tokens of one length: the first is accepted, the others are refused.
pub(crate) fn of_length(algorithm: Algorithm, length: usize) -> Vec<Operation<'static>> {
    let key = Key::of(algorithm);
    let auth = key.auth();
    let usual = token(&auth).len();
    let longer = length.saturating_sub(usual) / 4 * 3;
    let subject = format!("{SUBJECT}{}", "s".repeat(longer));
    let accepted = token_about(&auth, &subject);

    let now = SystemClock::default().now();
    let issued = |issuer, at| token_about(&key.auth_for(issuer, FrozenClock::at(at)), &subject);
    let [header, payload, signature] = segments(&accepted);
    let with_header = |json: &str| {
        let header = URL_SAFE_NO_PAD.encode_to_string(json);
        let payload = noise(
            accepted
                .len()
                .saturating_sub(header.len() + signature.len() + 2),
        );
        format!("{header}.{payload}.{signature}")
    };
    let refused = [
        ("no dot in it", noise(accepted.len())),
        ("nothing but dots", ".".repeat(accepted.len())),
        (
            "noise",
            [header, payload, signature]
                .map(|of| noise(of.len()))
                .join("."),
        ),
        (
            "`alg` is `none`",
            with_header(r#"{"typ":"at+jwt","alg":"none"}"#),
        ),
        (
            "a header of many members",
            with_header(&wide(payload.len())),
        ),
        (
            "a header that nests deeply",
            with_header(&deep(payload.len())),
        ),
        (
            "a signature cut short",
            format!("{header}.{payload}.{}", &signature[..signature.len() - 4]),
        ),
        ("a forged signature", forged(&accepted)),
        (
            "from another issuer",
            issued("https://evil.example.com", now),
        ),
        ("expired", issued(ISSUER, now - 7_200)),
    ];

    let mut operations = vec![verification(
        format!("refuse {algorithm} {length} accepted"),
        &auth,
        accepted.clone(),
        true,
    )];
    operations.extend(refused.map(|(what, token)| {
        let name = format!("refuse {algorithm} {length} {what}");
        verification(name, &auth, token, false)
    }));
    operations
}

/// Tokens that are too long: they should all take the same time.
pub(crate) fn too_long(algorithm: Algorithm) -> Vec<Operation<'static>> {
    let auth = Key::of(algorithm).auth();
    [MAX_TOKEN_BYTES + 1, 9 << 10, 1 << 20]
        .map(|length| {
            let name = format!("refuse {algorithm} {length} too long");
            verification(name, &auth, noise(length), false)
        })
        .into()
}

fn verification(
    name: String,
    auth: &Auth<Api>,
    token: String,
    is_accepted: bool,
) -> Operation<'static> {
    assert_eq!(auth.verify(&token).is_ok(), is_accepted, "{name}");
    let auth = auth.clone();
    operation(name, move || auth.verify(black_box(&token)).is_ok())
}

fn segments(token: &str) -> [&str; 3] {
    let segments: Vec<&str> = token.split('.').collect();
    segments.try_into().expect("a token has three segments")
}

/// So many characters of base64url, in no order.
fn noise(length: usize) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut state = 1_u64;
    let characters = (0..length).map(|_| {
        // The generator of Knuth's MMIX.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        char::from(ALPHABET[(state >> 58) as usize])
    });
    characters.collect()
}

/// A header with as many members as find room in so many characters of base64.
fn wide(length: usize) -> String {
    let members = (length * 3 / 4).saturating_sub(40) / 10;
    let members: String = (0..members).map(|at| format!(r#","m{at:03}":1"#)).collect();
    format!(r#"{{"typ":"at+jwt","alg":"HS256"{members}}}"#)
}

/// A header with lists in lists, as many as find room in so many characters of base64.
fn deep(length: usize) -> String {
    let lists = (length * 3 / 4).saturating_sub(40) / 2;
    let (open, close) = ("[".repeat(lists), "]".repeat(lists));
    format!(r#"{{"typ":"at+jwt","alg":"HS256","m":{open}{close}}}"#)
}
