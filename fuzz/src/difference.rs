//! Where the library and `jsonwebtoken` may differ, and nowhere else. The README has the reasons.

use base64_simd::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::ErrorKind;
use jwt_guard::token::TokenError;
use serde_json::{Map, Value};

use crate::json::{Bounds, Json};
use crate::oracle::{is_access_token, is_scope, is_small_number, is_texts};

/// Why a token that we accept may be refused by `jsonwebtoken`.
#[derive(Debug, PartialEq, Eq)]
pub enum Accepted {
    /// A header parameter that we never read, such as `jku` or `x5c`, has another type than `jsonwebtoken` expects.
    UnreadParameter,
    /// `nbf` lies before 1970, and long in the past: `jsonwebtoken` reads it as an unsigned number.
    BeforeTheEpoch,
}

/// Why a token that we refuse may be accepted by `jsonwebtoken`.
#[derive(Debug, PartialEq, Eq)]
pub enum Refused {
    /// Longer than 8 KiB.
    Long,
    /// A name twice in an object, too deep, or too many members.
    LooseJson,
    /// A claim or parameter of another type than it should have, which `jsonwebtoken` does not read or takes for absent.
    Mistyped,
    /// `crit`, `b64` or `enc` in the header.
    Extension,
    /// A `kid` that is not that of the key.
    KeyId,
    /// `exp` is within a second of `now - leeway`: at that time a token has expired already, and fractions round down.
    ExpiresNow,
    /// `nbf` is within a second of `now + leeway`: fractions round up.
    BeginsNow,
    /// `iat` is in the future.
    IssuedInFuture,
    /// Valid for more than a day.
    Lifetime,
    /// `typ` is not `at+jwt`.
    Type,
    /// `cnf`: bound to a key.
    Bound,
    /// `sub` is empty.
    Nobody,
    /// No `iat`, or no `jti`: each access token of ours has both (RFC 9068 §2.2).
    Unidentified,
}

/// The parts of a token, as far as they can be read by the rules.
struct Parts {
    header: Option<Json>,
    claims: Option<Json>,
}

impl Parts {
    fn of(token: &str) -> Self {
        let read = |part: Option<&str>, bounds: Bounds| {
            let text = URL_SAFE_NO_PAD.decode_to_vec(part?).ok()?;
            Json::strict_object(&text, bounds)
        };
        let mut parts = token.split('.');
        Self {
            header: read(parts.next(), Bounds::HEADER),
            claims: read(parts.next(), Bounds::CLAIMS),
        }
    }

    fn claim(&self, name: &str) -> Option<&Json> {
        self.claims.as_ref()?.get(name)
    }

    fn parameter(&self, name: &str) -> Option<&Json> {
        self.header.as_ref()?.get(name)
    }

    fn number(&self, claim: &str) -> Option<f64> {
        match self.claim(claim)? {
            Json::Number(number) => number.as_f64(),
            _ => None,
        }
    }
}

/// The class of a token that only we accept.
pub fn of_accepted(token: &str, theirs: &ErrorKind) -> Option<Accepted> {
    let parts = Parts::of(token);
    match theirs {
        ErrorKind::Json(_) => is_of_an_unread_parameter(token, parts.header.as_ref()?)
            .then_some(Accepted::UnreadParameter),
        ErrorKind::InvalidClaimFormat(claim) if claim == "nbf" => parts
            .number("nbf")
            .is_some_and(|date| date < 0.0)
            .then_some(Accepted::BeforeTheEpoch),
        _ => None,
    }
}

/// Whether `jsonwebtoken` can read the header but for the parameters that we do not read.
fn is_of_an_unread_parameter(token: &str, header: &Json) -> bool {
    let read = ["alg", "typ", "kid"].into_iter().filter_map(|name| {
        let value = header.get(name)?.as_text()?;
        Some((name.to_owned(), Value::from(value)))
    });
    let read: Value = read.collect::<Map<_, _>>().into();
    let without = format!("{}..", URL_SAFE_NO_PAD.encode_to_string(read.to_string()));
    jsonwebtoken::decode_header(token).is_err() && jsonwebtoken::decode_header(without).is_ok()
}

/// The class of a token that only `jsonwebtoken` accepts.
pub fn of_refused(token: &str, ours: &TokenError, now: i64, leeway: i64) -> Option<Refused> {
    let parts = Parts::of(token);
    let now = now as f64;
    let leeway = leeway as f64;
    let is_near =
        |date: Option<f64>, edge: f64| date.is_some_and(|date| (date - edge).abs() <= 1.0);
    let (holds, class) = match ours {
        TokenError::TooLong => (token.len() > 8192, Refused::Long),
        // Judged alike.
        TokenError::Signature | TokenError::Issuer | TokenError::Audience => return None,
        // `crit` may be there twice, which is one reason as good as the other.
        TokenError::Malformed | TokenError::Extension if parts.header.is_none() => {
            (is_loose(token, 0, Bounds::HEADER), Refused::LooseJson)
        }
        // A claim that cannot be read may stand before what is no JSON.
        TokenError::Malformed | TokenError::UnreadableClaim(_) if parts.claims.is_none() => {
            (is_loose(token, 1, Bounds::CLAIMS), Refused::LooseJson)
        }
        TokenError::RequiredClaim(name) if matches!(&**name, "iat" | "jti") => {
            let id = parts.claim("jti").and_then(Json::as_text);
            let is_identified = id.is_some_and(|id| !id.is_empty());
            (
                !is_identified || parts.claim("iat").is_none(),
                Refused::Unidentified,
            )
        }
        TokenError::Malformed | TokenError::UnreadableClaim(_) | TokenError::RequiredClaim(_) => {
            (is_mistyped(&parts), Refused::Mistyped)
        }
        TokenError::Extension => {
            let has = |name| parts.parameter(name).is_some();
            (has("crit") || has("b64") || has("enc"), Refused::Extension)
        }
        TokenError::Algorithm | TokenError::UnknownKey | TokenError::UnknownKeyId => {
            (parts.parameter("kid").is_some(), Refused::KeyId)
        }
        TokenError::Expired => (
            is_near(parts.number("exp"), now - leeway),
            Refused::ExpiresNow,
        ),
        TokenError::NotYetValid => (
            is_near(parts.number("nbf"), now + leeway),
            Refused::BeginsNow,
        ),
        TokenError::IssuedInFuture => (
            parts.number("iat").is_some_and(|date| date > now + leeway),
            Refused::IssuedInFuture,
        ),
        TokenError::Lifetime => {
            let issued_at = parts.number("iat").unwrap_or(now);
            let lifetime = parts.number("exp").map(|date| date - issued_at);
            (
                lifetime.is_some_and(|lifetime| lifetime > 86_400.0),
                Refused::Lifetime,
            )
        }
        TokenError::Type => (
            parts.header.as_ref().is_some_and(|it| !is_access_token(it)),
            Refused::Type,
        ),
        TokenError::SenderConstrained => (parts.claim("cnf").is_some(), Refused::Bound),
        TokenError::Subject => (
            parts.claim("sub").and_then(Json::as_text) == Some(""),
            Refused::Nobody,
        ),
        // Known to one of the two only: whatever it is, it is no class yet.
        _ => return None,
    };
    holds.then_some(class)
}

/// Whether a part of the token is an object that has a name twice, is too deep or too large, and nothing else.
fn is_loose(token: &str, part: usize, bounds: Bounds) -> bool {
    let part = token.split('.').nth(part).unwrap_or_default();
    let text = URL_SAFE_NO_PAD.decode_to_vec(part);
    text.is_ok_and(|text| Json::is_loose_object(&text, bounds))
}

/// Whether a claim or parameter that we read has a type that it should not have.
fn is_mistyped(parts: &Parts) -> bool {
    let is_text = |value: &Json| matches!(value, Json::Text(_));
    let is_optional_text = |value: &Json| matches!(value, Json::Text(_) | Json::Null);
    let is_number = |value: &Json| matches!(value, Json::Number(_));
    let wrong =
        |name, right: &dyn Fn(&Json) -> bool| parts.claim(name).is_some_and(|it| !right(it));
    let wrong_parameter = |name| parts.parameter(name).is_some_and(|it| !is_text(it));
    ["alg", "kid", "typ"].into_iter().any(wrong_parameter)
        || ["iss", "sub"].into_iter().any(|name| wrong(name, &is_text))
        || ["exp", "nbf", "iat"]
            .into_iter()
            .any(|name| wrong(name, &is_number))
        || wrong("aud", &is_texts)
        || wrong("scope", &is_scope)
        || parts.claim("plan").and_then(Json::as_text).is_none()
        || wrong("https://example.com/team", &is_optional_text)
        || wrong("seats", &is_small_number)
}
