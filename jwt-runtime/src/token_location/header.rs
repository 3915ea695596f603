//! The token in a header: `Authorization: Bearer <token>` (RFC 6750 §2.1, RFC 9110 §11), or one of another name.

use axum::http::header::AUTHORIZATION;
use axum::http::{HeaderMap, HeaderName};

use super::syntax::is_token68;
use crate::error::{AuthError, Reason};
use crate::token::{StringList, TokenError};

const BEARER: StringList<'_> = StringList::Static(&["Bearer"]);

/// The bearer token of a request in the header of RFC 6750.
#[cfg(any(test, fuzzing))]
pub(crate) fn bearer_token(headers: &HeaderMap) -> Result<Option<&str>, AuthError> {
    token(headers, &AUTHORIZATION, &BEARER)
}

/// The bytes of a bearer token, which are not validated yet. Validating every byte would cost half as much as all other work
/// for a cached token, and only decides which error an invalid token gets; [`bearer_refusal`] does it then.
pub(crate) fn bearer_bytes(headers: &HeaderMap) -> Result<Option<&[u8]>, AuthError> {
    bytes(headers, &AUTHORIZATION, &BEARER)
}

/// The error for bytes that are not a valid token. If they cannot be a token at all, the header is malformed.
#[cold]
pub(crate) fn bearer_refusal(bytes: &[u8], error: TokenError) -> AuthError {
    match text(bytes) {
        Some(_) => error.into(),
        None => malformed(&AUTHORIZATION, &BEARER),
    }
}

/// The token after one of the prefixes. A header with another scheme, or with nothing after the scheme, counts as absent.
/// Without prefixes, the header is the token.
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

/// The bytes as text, if all of them are characters of a token.
fn text(bytes: &[u8]) -> Option<&str> {
    let is_token = bytes.iter().all(|byte| is_token68(*byte));
    str::from_utf8(bytes).ok().filter(|_| is_token)
}

/// The bytes after one of the prefixes, without surrounding spaces; `None` if there are none.
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
    /// The scheme is followed by a character that is neither a space nor part of another scheme's name.
    Mistake,
}

/// The bytes after a scheme, which is compared without regard to case (RFC 9110 §11.1).
fn behind<'r>(value: &'r [u8], scheme: &str) -> Option<Behind<'r>> {
    let (start, rest) = value.split_at_checked(scheme.len())?;
    // Nearly every client writes the scheme exactly so; this saves the slower comparison.
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

/// Why a header that the request has holds no token; `None` if the request has no such header, or an empty one.
#[cold]
pub(super) fn without_token(
    headers: &HeaderMap,
    name: &HeaderName,
    prefixes: &StringList<'_>,
) -> Option<Reason> {
    let value = headers.get(name)?.as_bytes();
    if value.is_empty() {
        return None;
    }
    let of_scheme = prefixes
        .iter()
        .any(|prefix| behind(value, prefix).is_some());
    Some(match of_scheme || prefixes.is_empty() {
        true => Reason::SchemeWithoutToken,
        false => Reason::OtherScheme,
    })
}

/// Whether more than a scheme and a token stands in the header.
#[cold]
pub(super) fn has_spaces(headers: &HeaderMap, name: &HeaderName) -> bool {
    let words = headers.get(name).map(|value| {
        let words = value.as_bytes().split(|byte| *byte == b' ');
        words.filter(|word| !word.is_empty()).count()
    });
    words.is_some_and(|words| words > 2)
}

#[cold]
fn several(name: &HeaderName) -> AuthError {
    let name = shown(name);
    Reason::SeveralTokens(format!("the request has several `{name}` headers; send one").into())
        .into()
}

#[cold]
fn malformed(name: &HeaderName, prefixes: &StringList<'_>) -> AuthError {
    let (name, example) = (shown(name), example(name, prefixes));
    Reason::MalformedHeader(format!("the `{name}` header is malformed; send `{example}`").into())
        .into()
}

/// How a client sends a token in this header: the end of a sentence.
pub(super) fn in_words(name: &HeaderName, prefixes: &StringList<'_>) -> String {
    format!("as `{}`", example(name, prefixes))
}

/// The header with a token, by the first of its prefixes.
fn example(name: &HeaderName, prefixes: &StringList<'_>) -> String {
    let prefix = prefixes.iter().next().map(|prefix| format!("{prefix} "));
    let (name, prefix) = (shown(name), prefix.unwrap_or_default());
    format!("{name}: {prefix}<token>")
}

/// The name of a header as it is usually written.
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
