//! Cookies (RFC 6265 §4.2.1).

use std::borrow::Cow;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;

use super::{is_token68, several};
use crate::error::AuthError;

/// The token in a cookie, or in two of them if the signature has a cookie of its own.
pub(super) fn token<'r>(
    headers: &'r HeaderMap,
    name: &str,
    signature: Option<&str>,
) -> Result<Option<Cow<'r, str>>, AuthError> {
    let Some(token) = cookie(headers, name)? else {
        return Ok(None);
    };
    let token = match signature {
        None => Cow::Borrowed(token),
        Some(name) => match cookie(headers, name)? {
            // Half a token authenticates nobody.
            None => return Ok(None),
            Some(signature) => Cow::Owned(format!("{token}.{signature}")),
        },
    };
    if !token.bytes().all(is_token68) {
        return Err(AuthError::InvalidRequest(
            format!("the cookie `{name}` holds no token").into(),
        ));
    }
    Ok(Some(token))
}

/// The value of a cookie; an empty one is as good as none.
pub(crate) fn cookie<'r>(headers: &'r HeaderMap, name: &str) -> Result<Option<&'r str>, AuthError> {
    let mut found = None;
    for header in headers.get_all(COOKIE) {
        for pair in header.as_bytes().split(|byte| *byte == b';') {
            let Some((key, value)) = pair_of(pair) else {
                continue;
            };
            if key != name.as_bytes() {
                continue;
            }
            // Which of them is the user's, and which was planted, cannot be known.
            if found.replace(value).is_some() {
                return Err(several(format_args!("the cookie `{name}`")));
            }
        }
    }
    let Some(value) = found.filter(|value| !value.is_empty()) else {
        return Ok(None);
    };
    str::from_utf8(value)
        .map(Some)
        .map_err(|_| AuthError::InvalidRequest(format!("the cookie `{name}` is not text").into()))
}

fn pair_of(pair: &[u8]) -> Option<(&[u8], &[u8])> {
    let at = memchr::memchr(b'=', pair)?;
    let (name, value) = pair.split_at_checked(at)?;
    let value = value.get(1..)?.trim_ascii();
    let unquoted = value
        .strip_prefix(b"\"")
        .and_then(|value| value.strip_suffix(b"\""));
    Some((name.trim_ascii(), unquoted.unwrap_or(value)))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn headers(values: &[&'static str]) -> HeaderMap {
        let values = values
            .iter()
            .map(|value| (COOKIE, HeaderValue::from_static(value)));
        values.collect()
    }

    fn read(values: &[&'static str]) -> Result<Option<String>, &'static str> {
        token(&headers(values), "t", None)
            .map(|token| token.map(Cow::into_owned))
            .map_err(|error| error.code())
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        for values in [
            &["t=a.b.c"][..],
            &["x=1; t=a.b.c; y=2"],
            &["x=1", "t=a.b.c"],
            &["x=1;t=\"a.b.c\""],
            &["tt=1; t = a.b.c ;T=2"],
        ] {
            assert_eq!(read(values), Ok(Some("a.b.c".into())), "{values:?}");
        }
    }

    #[test]
    fn an_empty_cookie_counts_as_absent() {
        for values in [&[][..], &["t="], &["t=\"\""], &["x=t=1; t"], &["T=a.b.c"]] {
            assert_eq!(read(values), Ok(None), "{values:?}");
        }
    }

    #[test]
    fn two_cookies_of_one_name_are_refused_even_if_equal() {
        for values in [&["t=a.b.c; t=a.b.c"][..], &["t=a.b.c", "t="]] {
            assert_eq!(read(values), Err("invalid_request"), "{values:?}");
        }
        assert_eq!(read(&["t=a b"]), Err("invalid_request"));
    }

    #[test]
    fn a_split_token_is_joined_and_half_of_one_is_none() {
        let split = |values| {
            token(&headers(values), "t", Some("s")).map(|token| token.map(Cow::into_owned))
        };
        assert_eq!(split(&["t=a.b; s=c"]), Ok(Some("a.b.c".into())));
        assert_eq!(split(&["t=a.b"]), Ok(None));
        assert_eq!(split(&["s=c"]), Ok(None));
    }
}
