//! The token in the `Authorization` header (RFC 6750 §2.1, RFC 9110 §11).

use axum::http::HeaderMap;
use axum::http::header::AUTHORIZATION;

use crate::error::AuthError;

const SCHEME: &[u8] = b"Bearer";

/// The bearer token of a request. Another scheme, or nothing after the scheme, is as good as no header.
pub(crate) fn bearer_token(headers: &HeaderMap) -> Result<Option<&str>, AuthError> {
    let mut values = headers.get_all(AUTHORIZATION).iter();
    let Some(value) = values.next() else {
        return Ok(None);
    };
    if values.next().is_some() {
        return Err(AuthError::InvalidRequest(
            "the request has several `Authorization` headers; send one".into(),
        ));
    }
    let malformed = || {
        AuthError::InvalidRequest(
            "the `Authorization` header is malformed; send `Authorization: Bearer <token>`".into(),
        )
    };
    let mut words = value.as_bytes().splitn(2, |byte| *byte == b' ');
    let scheme = words.next().unwrap_or_default();
    if !scheme.eq_ignore_ascii_case(SCHEME) {
        // `Bearer` with anything but a space after it is no other scheme, but a mistake.
        let is_mistake = scheme
            .get(..SCHEME.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(SCHEME))
            && !scheme
                .iter()
                .all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-');
        return if is_mistake {
            Err(malformed())
        } else {
            Ok(None)
        };
    }
    let token = str::from_utf8(words.next().unwrap_or_default()).map_err(|_| malformed())?;
    let token = token.trim_matches(' ');
    // All bytes, whatever the first ones are: so the processor looks at many at once.
    if !token.bytes().fold(true, |all, byte| all & is_token68(byte)) {
        return Err(malformed());
    }
    Ok(Some(token).filter(|token| !token.is_empty()))
}

/// The characters of `token68` (RFC 9110 §11.2).
fn is_token68(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~' | b'+' | b'/' | b'=')
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
