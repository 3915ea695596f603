//! The token in a header: `Authorization: Bearer <token>` (RFC 6750 §2.1, RFC 9110 §11), or one of another name.

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName};

use super::is_token68;
use crate::error::AuthError;
use crate::token::{StringList, TokenError};

const BEARER: StringList<'_> = StringList::Static(&["Bearer"]);

/// The bearer token of a request in the header of RFC 6750.
#[cfg(any(test, fuzzing))]
pub(crate) fn bearer_token(headers: &HeaderMap) -> Result<Option<&str>, AuthError> {
    token(headers, &AUTHORIZATION, &BEARER)
}

/// What a request has for a bearer token, not yet looked at. To look at every byte costs as much as half of what else is
/// done for a token that is remembered, and only tells how a token is refused: [`bearer_refusal`] does, once it is.
pub(crate) fn bearer_bytes(headers: &HeaderMap) -> Result<Option<&[u8]>, AuthError> {
    bytes(headers, &AUTHORIZATION, &BEARER)
}

/// Why bytes are refused that are no valid token: what is no token at all is a malformed header.
#[cold]
pub(crate) fn bearer_refusal(bytes: &[u8], error: TokenError) -> AuthError {
    match text(bytes) {
        Some(_) => error.into(),
        None => malformed(&AUTHORIZATION, &BEARER),
    }
}

/// The token behind one of the prefixes. Another scheme, or nothing after the scheme, is as good as no header. Without
/// prefixes, the header is the token.
pub(super) fn token<'r>(
    headers: &'r HeaderMap,
    name: &HeaderName,
    prefixes: &StringList<'_>,
) -> Result<Option<&'r str>, AuthError> {
    let Some(bytes) = bytes(headers, name, prefixes)? else {
        return Ok(None);
    };
    let token = text(bytes).ok_or_else(|| malformed(name, prefixes))?;
    Ok(Some(token))
}

/// The characters of a token, if they are nothing else.
fn text(bytes: &[u8]) -> Option<&str> {
    let is_token = bytes.iter().all(|byte| is_token68(*byte));
    str::from_utf8(bytes).ok().filter(|_| is_token)
}

/// What stands behind one of the prefixes, without the spaces around it; `None` if it is nothing.
#[inline]
fn bytes<'r>(
    headers: &'r HeaderMap,
    name: &HeaderName,
    prefixes: &StringList<'_>,
) -> Result<Option<&'r [u8]>, AuthError> {
    let mut values = headers.get_all(name).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(several(name));
    }
    let value = value.as_bytes();
    let mut token = if prefixes.is_empty() {
        value
    } else {
        match prefixes.iter().find_map(|prefix| behind(value, prefix)) {
            Some(Behind::Token(rest)) => rest,
            Some(Behind::Mistake) => return Err(malformed(name, prefixes)),
            None => return Ok(None),
        }
    };
    while let [b' ', rest @ ..] | [rest @ .., b' '] = token {
        token = rest;
    }
    Ok(Some(token).filter(|token| !token.is_empty()))
}

enum Behind<'r> {
    Token(&'r [u8]),
    /// The scheme with anything but a space after it is no other scheme, but a mistake.
    Mistake,
}

/// What stands behind a scheme, which is compared without regard to case (RFC 9110 §11.1).
fn behind<'r>(value: &'r [u8], scheme: &str) -> Option<Behind<'r>> {
    let (start, rest) = value.split_at_checked(scheme.len())?;
    // Nearly all write it as it is written here.
    if start != scheme.as_bytes() && !start.eq_ignore_ascii_case(scheme.as_bytes()) {
        return None;
    }
    match rest {
        [] | [b' ', ..] => Some(Behind::Token(rest)),
        _ => {
            let word = rest.split(|byte| *byte == b' ').next().unwrap_or_default();
            let is_another = word
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
            (!is_another).then_some(Behind::Mistake)
        }
    }
}

#[cold]
fn several(name: &HeaderName) -> AuthError {
    let name = shown(name);
    AuthError::InvalidRequest(format!("the request has several `{name}` headers; send one").into())
}

#[cold]
fn malformed(name: &HeaderName, prefixes: &StringList<'_>) -> AuthError {
    let prefix = prefixes.iter().next().map(|prefix| format!("{prefix} "));
    let (name, prefix) = (shown(name), prefix.unwrap_or_default());
    AuthError::InvalidRequest(
        format!("the `{name}` header is malformed; send `{name}: {prefix}<token>`").into(),
    )
}

/// A header's name as people write it.
pub(super) fn shown(name: &HeaderName) -> &str {
    if name == AUTHORIZATION {
        "Authorization"
    } else {
        name.as_str()
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(values: &[&[u8]]) -> Result<Option<String>, &'static str> {
        let mut headers = HeaderMap::new();
        for value in values {
            headers.append(AUTHORIZATION, HeaderValue::from_bytes(value).unwrap());
        }
        bearer_token(&headers)
            .map(|token| token.map(str::to_owned))
            .map_err(|error| error.code())
    }

    #[test]
    fn the_scheme_is_case_insensitive_and_followed_by_spaces() {
        for value in [
            "Bearer a.b.c",
            "bearer a.b.c",
            "BEARER   a.b.c",
            "Bearer a.b.c ",
        ] {
            assert_eq!(
                read(&[value.as_bytes()]),
                Ok(Some("a.b.c".into())),
                "{value}"
            );
        }
    }

    #[test]
    fn no_token_and_another_scheme_count_as_absent() {
        for value in [
            "",
            "Bearer",
            "Bearer ",
            "bearer    ",
            "Basic dTpw",
            "Basic",
            "BearerToken x",
            "a.b.c",
        ] {
            assert_eq!(read(&[value.as_bytes()]), Ok(None), "{value}");
        }
        // What other schemes may have in quotes is their affair.
        assert_eq!(read(&[b"Digest username=\"\xc3\xa9\""]), Ok(None));
        assert_eq!(read(&[]), Ok(None));
    }

    #[test]
    fn a_header_of_another_name_has_prefixes_of_its_own_or_none() {
        let name = HeaderName::from_static("x-token");
        let read = |value: &'static str, prefixes: &'static [&'static str]| {
            let headers = [(name.clone(), HeaderValue::from_static(value))]
                .into_iter()
                .collect();
            token(&headers, &name, &StringList::Static(prefixes))
                .map(|token| token.map(str::to_owned))
                .map_err(|error| error.code())
        };
        let token = Ok(Some("a.b.c".to_owned()));
        assert_eq!(read("JWT a.b.c", &["Token", "JWT"]), token);
        assert_eq!(read("token a.b.c", &["Token", "JWT"]), token);
        assert_eq!(read("Bearer a.b.c", &["Token", "JWT"]), Ok(None));
        assert_eq!(read("a.b.c", &[]), token);
        assert_eq!(read("Bearer a.b.c", &[]), Err("invalid_request"));
        assert_eq!(read("", &[]), Ok(None));
    }

    #[test]
    fn what_is_no_single_token_is_refused() {
        for value in [
            &b"Bearer a b"[..],
            b"Bearer\ta.b.c",
            b"Bearer \ta.b.c",
            b"Bearer a.b.c, Bearer d.e.f",
            b"Bearer=a.b.c",
            b"Bearer,a.b.c",
            b"Bearer \xc3\xa9",
            b"Bearer \"a.b.c\"",
        ] {
            assert_eq!(
                read(&[value]),
                Err("invalid_request"),
                "{}",
                value.escape_ascii()
            );
        }
        assert_eq!(read(&[b"Bearer a", b"Bearer a"]), Err("invalid_request"));
        assert_eq!(read(&[b"Basic a", b"Bearer a"]), Err("invalid_request"));
    }
}
