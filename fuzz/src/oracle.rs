//! The requirements for an accepted header and claims, implemented a second time, from the RFCs and the documentation.

use crate::json::{Bounds, Json};
use crate::service::{ISSUER, Key, LEEWAY, NOW};

const DAY: i128 = 24 * 60 * 60;

/// Whether a header, signed with `key`, is that of an access token.
pub fn accepts_header(text: &[u8], key: Key) -> bool {
    let Some(header) = Json::strict_object(text, Bounds::HEADER) else {
        return false;
    };
    let text = |name| header.get(name).map(Json::as_text);
    // Absent, or text.
    let readable = |name| text(name) != Some(None);
    let algorithm = text("alg").flatten();
    algorithm == Some(key.algorithm().name())
        && ["kid", "typ"].into_iter().all(readable)
        && text("kid").flatten().is_none_or(|id| names(id, key))
        && is_access_token(&header)
        && header.get("crit").is_none()
        && header.get("b64").is_none()
        && header.get("enc").is_none()
}

/// Whether a `kid` may be that of the key: any may, if the key has none.
fn names(id: &str, key: Key) -> bool {
    id.len() <= 256 && key.id().is_none_or(|of_key| of_key == id)
}

/// Whether a header has the media type of access tokens (RFC 9068 §2.1).
pub fn is_access_token(header: &Json) -> bool {
    let media_type = header.get("typ").and_then(Json::as_text);
    let media_type = media_type.unwrap_or_default().to_ascii_lowercase();
    matches!(&*media_type, "at+jwt" | "application/at+jwt")
}

/// Whether claims, rightly signed in an access token, are accepted by [`AUTH`](crate::service::AUTH).
pub fn accepts_claims(text: &[u8]) -> bool {
    let Some(claims) = Json::strict_object(text, Bounds::CLAIMS) else {
        return false;
    };
    let text = |name: &str| claims.get(name).and_then(Json::as_text);
    let text_or_null =
        |name: &str| matches!(claims.get(name), None | Some(Json::Null | Json::Text(_)));
    text("iss") == Some(ISSUER)
        && text("sub").is_some_and(|subject| !subject.is_empty())
        && claims.get("aud").is_none()
        && claims.get("cnf").is_none()
        && claims.get("iat").is_some()
        && text("jti").is_some_and(|id| !id.is_empty())
        && claims.get("scope").is_none_or(is_scope)
        && times_hold(&claims)
        && text("plan").is_some()
        && text_or_null("https://example.com/team")
        && claims.get("seats").is_none_or(is_small_number)
}

/// One text, or a list of them.
pub(crate) fn is_texts(value: &Json) -> bool {
    match value {
        Json::List(elements) => elements.iter().all(|element| element.as_text().is_some()),
        value => value.as_text().is_some(),
    }
}

pub(crate) fn is_scope(scope: &Json) -> bool {
    match scope {
        Json::Null | Json::Text(_) => true,
        Json::List(elements) => elements
            .iter()
            .all(|element| matches!(element, Json::Null | Json::Text(_))),
        _ => false,
    }
}

/// What an `Option<u8>` is read from.
pub(crate) fn is_small_number(value: &Json) -> bool {
    match value {
        Json::Null => true,
        Json::Number(number) => number.as_u64().is_some_and(|number| number <= 255),
        _ => false,
    }
}

/// The whole seconds around a date, the earlier and the later.
fn seconds(date: &Json) -> Option<(i128, i128)> {
    let Json::Number(number) = date else {
        return None;
    };
    if let Some(whole) = number.as_i128() {
        return Some((whole, whole));
    }
    let date = number.as_f64()?;
    Some((date.floor() as i128, date.ceil() as i128))
}

fn times_hold(claims: &Json) -> bool {
    let (now, leeway) = (i128::from(NOW), i128::from(LEEWAY));
    let Some((expires_at, _)) = claims.get("exp").and_then(seconds) else {
        return false;
    };
    let mut issued_at = now;
    for name in ["nbf", "iat"] {
        let Some(date) = claims.get(name) else {
            continue;
        };
        let Some((floor, ceil)) = seconds(date) else {
            return false;
        };
        if now + leeway < ceil {
            return false;
        }
        if name == "iat" {
            issued_at = floor;
        }
    }
    now - leeway < expires_at && lifetime(issued_at, expires_at) <= DAY
}

/// Dates that no `i64` can hold count as the nearest that one can, which no token lives to see.
fn lifetime(issued_at: i128, expires_at: i128) -> i128 {
    let hold = |date: i128| date.clamp(i64::MIN.into(), i64::MAX.into());
    hold(expires_at) - hold(issued_at)
}
