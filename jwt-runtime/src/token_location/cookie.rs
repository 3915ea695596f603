//! Reading cookies (RFC 6265 §4.2.1).
//!
//! A browser sends cookies by itself, and its user cannot repair them. So a cookie that comes twice, or whose value has
//! characters that no cookie can have, is not an error: it is *dead*, counts as absent, and the response clears it.

use std::borrow::Cow;

use axum::http::HeaderMap;
use axum::http::header::COOKIE;
use jwt_syntax::http::cookie::is_octet;

use super::syntax::is_token68;
use crate::browser::cookie::RequestCookies;

/// The value of a cookie in a request.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum CookieValue<T> {
    /// No cookie of this name, or an empty one.
    Absent,
    /// One cookie of this name.
    Value(T),
    /// Several cookies of this name, or one with a value that no server set. Of several, one may have been planted by an
    /// attacker, and nothing tells which, so that none is used.
    Dead,
}

impl<T> CookieValue<T> {
    /// The value; `None` for a dead cookie.
    pub(crate) fn value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Dead => None,
        }
    }

    pub(crate) fn is_dead(&self) -> bool {
        matches!(self, Self::Dead)
    }
}

/// The token in a cookie, or in two cookies if its signature has one of its own.
pub(super) fn token<'r>(
    headers: &'r HeaderMap,
    name: &str,
    signature: Option<&str>,
) -> CookieValue<Cow<'r, str>> {
    let token = bytes(headers, name);
    let token = match signature.map(|name| bytes(headers, name)) {
        None => match token {
            CookieValue::Absent => return CookieValue::Absent,
            CookieValue::Dead => return CookieValue::Dead,
            CookieValue::Value(token) => Cow::Borrowed(token),
        },
        Some(signature) => match (token, signature) {
            (CookieValue::Dead, _) | (_, CookieValue::Dead) => return CookieValue::Dead,
            // Half a token is no token.
            (CookieValue::Absent, _) | (_, CookieValue::Absent) => return CookieValue::Absent,
            (CookieValue::Value(token), CookieValue::Value(signature)) => {
                Cow::Owned([token, b".", signature].concat())
            }
        },
    };
    text(token, is_token68)
}

/// The access token in the cookies of a configuration.
pub(crate) fn token_in_cookie<'r>(
    headers: &'r HeaderMap,
    cookies: &RequestCookies<'_>,
) -> Option<Cow<'r, str>> {
    token(headers, cookies.access(), cookies.signature()).value()
}

/// The value of a cookie.
pub(crate) fn cookie<'r>(headers: &'r HeaderMap, name: &str) -> CookieValue<Cow<'r, str>> {
    match bytes(headers, name) {
        CookieValue::Absent => CookieValue::Absent,
        CookieValue::Dead => CookieValue::Dead,
        CookieValue::Value(value) => text(Cow::Borrowed(value), is_octet),
    }
}

/// Whether a request has a cookie of this name, with any value.
pub(crate) fn is_sent(headers: &HeaderMap, name: &str) -> bool {
    values(headers, name).next().is_some()
}

/// The bytes as text if all of them are allowed; only ASCII may be allowed.
fn text(bytes: Cow<'_, [u8]>, is_allowed: impl Fn(u8) -> bool) -> CookieValue<Cow<'_, str>> {
    if !bytes.iter().all(|byte| is_allowed(*byte)) {
        return CookieValue::Dead;
    }
    let text = match bytes {
        Cow::Borrowed(bytes) => str::from_utf8(bytes).ok().map(Cow::Borrowed),
        Cow::Owned(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
    };
    text.map_or(CookieValue::Dead, CookieValue::Value)
}

fn bytes<'r>(headers: &'r HeaderMap, name: &str) -> CookieValue<&'r [u8]> {
    let mut values = values(headers, name);
    match (values.next(), values.next()) {
        (_, Some(_)) => CookieValue::Dead,
        (None | Some([]), None) => CookieValue::Absent,
        (Some(value), None) => CookieValue::Value(value),
    }
}

/// The values of all cookies of this name.
fn values<'r>(headers: &'r HeaderMap, name: &str) -> impl Iterator<Item = &'r [u8]> {
    let pairs = headers
        .get_all(COOKIE)
        .into_iter()
        .flat_map(|header| header.as_bytes().split(|byte| *byte == b';'))
        .filter_map(pair_of);
    pairs
        .filter(move |(key, _)| *key == name.as_bytes())
        .map(|(_, value)| value)
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

    fn read(values: &[&'static str]) -> CookieValue<String> {
        owned(token(&headers(values), "t", None))
    }

    fn owned(value: CookieValue<Cow<'_, str>>) -> CookieValue<String> {
        match value {
            CookieValue::Value(token) => CookieValue::Value(token.into_owned()),
            CookieValue::Absent => CookieValue::Absent,
            CookieValue::Dead => CookieValue::Dead,
        }
    }

    fn value(text: &str) -> CookieValue<String> {
        CookieValue::Value(text.to_owned())
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
            assert_eq!(read(values), value("a.b.c"), "{values:?}");
        }
    }

    #[test]
    fn an_empty_cookie_counts_as_absent() {
        for values in [&[][..], &["t="], &["t=\"\""], &["x=t=1; t"], &["T=a.b.c"]] {
            assert_eq!(read(values), CookieValue::Absent, "{values:?}");
        }
    }

    #[test]
    fn two_cookies_of_one_name_are_dead_even_if_equal() {
        for values in [
            &["t=a.b.c; t=a.b.c"][..],
            &["t=a.b.c", "t="],
            &["t=", "x=1; t=a.b.c"],
            &["t=; t="],
        ] {
            assert_eq!(read(values), CookieValue::Dead, "{values:?}");
            assert!(cookie(&headers(values), "t").is_dead(), "{values:?}");
            assert!(is_sent(&headers(values), "t"), "{values:?}");
        }
    }

    #[test]
    fn a_value_of_other_characters_is_dead() {
        for values in ["t=a b", "t=\"a", "t=a\"", "t=a,b", "t=a\\b", "t=a\tb"] {
            assert_eq!(read(&[values]), CookieValue::Dead, "{values}");
            assert!(cookie(&headers(&[values]), "t").is_dead(), "{values}");
        }
        let mut bytes = HeaderMap::new();
        for value in [&b"t=a.b.\xff"[..], "t=\u{e9}".as_bytes()] {
            bytes.insert(COOKIE, HeaderValue::from_bytes(value).unwrap());
            assert!(token(&bytes, "t", None).is_dead(), "{value:?}");
            assert!(cookie(&bytes, "t").is_dead(), "{value:?}");
        }
        // No token has it, while the value of another cookie may.
        let escaped = headers(&["t=Bearer%20a"]);
        assert!(token(&escaped, "t", None).is_dead());
        assert_eq!(owned(cookie(&escaped, "t")), value("Bearer%20a"));
    }

    #[test]
    fn a_split_token_is_joined_and_half_of_one_is_none() {
        let split = |line| owned(token(&headers(&[line]), "t", Some("s")));
        assert_eq!(split("t=a.b; s=c"), value("a.b.c"));
        assert_eq!(split("t=a.b"), CookieValue::Absent);
        assert_eq!(split("s=c"), CookieValue::Absent);
        for dead in [
            "t=a.b; s=c; s=d",
            "t=a; t=b; s=c",
            "s=c; s=d",
            "t=a.b; s=\"c",
        ] {
            assert_eq!(split(dead), CookieValue::Dead, "{dead}");
        }
    }
}
