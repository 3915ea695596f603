//! `Authorization` headers, one a line: a bearer token is found exactly as it stands, and only if it is the only one.

#![no_main]

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderValue};
use jwt_runtime::fuzzing::bearer_token;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|lines: &[u8]| {
    let mut headers = HeaderMap::new();
    for line in lines.split(|byte| *byte == b'\n') {
        let Ok(value) = HeaderValue::from_bytes(line) else {
            return;
        };
        headers.append(AUTHORIZATION, value);
    }
    let value = headers[AUTHORIZATION].as_bytes();
    let is_bearer = value
        .get(..6)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case(b"bearer"));
    let rest = value.get(6..).unwrap_or_default();
    let credentials = rest
        .strip_prefix(b" ")
        .and_then(|words| str::from_utf8(words).ok());
    let credentials = credentials.map(|words| words.trim_matches(' '));
    let is_blank = rest.iter().all(|byte| *byte == b' ');
    match bearer_token(&headers) {
        Ok(Some(token)) => {
            assert!(is_bearer && headers.len() == 1);
            let is_token68 = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~+/=".contains(&byte);
            assert!(!token.is_empty() && token.bytes().all(is_token68));
            assert_eq!(credentials, Some(token));
        }
        // No token: no credentials, or those of another scheme, such as `Basic` or `BearerToken`.
        Ok(None) => {
            assert!(headers.len() == 1);
            let scheme = value.split(|byte| *byte == b' ').next().unwrap_or_default();
            assert!(!is_bearer || is_blank || scheme.len() > 6);
        }
        // A single header with visible ASCII and one word after the scheme is never refused.
        Err(error) => {
            assert_eq!(error.code(), "invalid_request");
            let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'.';
            assert!(
                headers.len() > 1 || !credentials.is_some_and(|words| words.bytes().all(is_plain))
            );
        }
    }
});
