//! Reading the subprotocols of a WebSocket (RFC 6455 §11.3.4), the only header of its handshake that a script can set.

use axum::http::HeaderMap;
use axum::http::header::SEC_WEBSOCKET_PROTOCOL;

use super::syntax::{is_token68, several};
use crate::browser::header_list;
use crate::error::{AuthError, Reason};

/// The subprotocol before the token. The response selects it, so that it never contains the token.
pub(crate) const SELECTED: &str = "access_token";

/// The token in `Sec-WebSocket-Protocol: access_token, <token>`, which may list other subprotocols.
pub(super) fn token(headers: &HeaderMap) -> Result<Option<&str>, AuthError> {
    let mut entries = header_list::members(headers, SEC_WEBSOCKET_PROTOCOL);
    let mut found = None;
    while let Some(entry) = entries.next() {
        if entry != SELECTED {
            continue;
        }
        let token = entries.next().unwrap_or_default();
        if found.replace(token).is_some() {
            return Err(several("`Sec-WebSocket-Protocol`"));
        }
        if !token.bytes().all(is_token68) {
            return Err(Reason::MalformedHeader(
                "`Sec-WebSocket-Protocol` holds no token behind `access_token`".into(),
            )
            .into());
        }
    }
    Ok(found.filter(|token| !token.is_empty()))
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn read(values: &[&'static str]) -> Result<Option<String>, &'static str> {
        let headers: HeaderMap = values
            .iter()
            .map(|value| (SEC_WEBSOCKET_PROTOCOL, HeaderValue::from_static(value)))
            .collect();
        token(&headers)
            .map(|token| token.map(str::to_owned))
            .map_err(|error| error.code())
    }

    #[test]
    fn the_token_follows_its_announcement() {
        for values in [
            &["access_token, a.b.c"][..],
            &["chat, access_token,a.b.c, superchat"],
            &["access_token", "a.b.c"],
        ] {
            assert_eq!(read(values), Ok(Some("a.b.c".into())), "{values:?}");
        }
        for values in [&[][..], &["chat"], &["access_token"], &["a.b.c"]] {
            assert_eq!(read(values), Ok(None), "{values:?}");
        }
    }

    #[test]
    fn two_tokens_are_refused() {
        let two = read(&["access_token, a.b.c, access_token, d.e.f"]);
        assert_eq!(two, Err("invalid_request"));
        assert_eq!(read(&["access_token, a b"]), Err("invalid_request"));
    }
}
