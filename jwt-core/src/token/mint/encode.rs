//! Encodes the header and the payload of a token.

use base64_simd::URL_SAFE_NO_PAD;
use jwt_syntax::choice::{ScopesFormat, SubjectFormat};
use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::error::MintError;
use crate::claim::{ClaimSet, ExtraClaims};
use crate::key::Key;
use crate::token::jws::Header;
use crate::token::profile::Profile;

/// Members of a header that the library sets itself, or whose meaning it does not support (RFC 7515 §4.1, RFC 7516
/// §4.1, RFC 7797).
const REFUSED: [&str; 17] = [
    "alg", "apu", "apv", "b64", "crit", "cty", "enc", "epk", "jku", "jwk", "kid", "p2c", "p2s",
    "typ", "x5c", "x5u", "zip",
];

/// The encoded header of a token that is signed with `key` and has this `typ`.
pub(super) fn header(
    key: &Key,
    typ: &str,
    more: &Map<String, Value>,
) -> Result<Box<str>, MintError> {
    #[derive(Serialize)]
    struct HeaderFields<'a> {
        typ: &'a str,
        alg: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        kid: Option<&'a str>,
        #[serde(flatten)]
        more: &'a Map<String, Value>,
    }
    check_names(more)?;
    let json = serde_json::to_string(&HeaderFields {
        typ,
        alg: key.algorithm().name(),
        kid: key.id(),
        more,
    })
    .map_err(|_| MintError::UnverifiableHeader)?;
    Header::parse(&json).map_err(|_| MintError::UnverifiableHeader)?;
    Ok(URL_SAFE_NO_PAD.encode_to_string(json).into())
}

fn check_names(members: &Map<String, Value>) -> Result<(), MintError> {
    match members.keys().find(|name| REFUSED.contains(&name.as_str())) {
        Some(refused) => Err(MintError::Header(refused.as_str().into())),
        None => Ok(()),
    }
}

/// Checks the members that are added to the header of every token, for any key.
pub fn check_header_members(members: &Map<String, Value>) -> Result<(), MintError> {
    check_names(members)?;
    // The members that the library sets count towards the limit.
    let mut whole = members.clone();
    whole.extend(["typ", "alg", "kid"].map(|name| (name.to_owned(), Value::from(""))));
    let json = serde_json::to_string(&whole).map_err(|_| MintError::UnverifiableHeader)?;
    Header::parse(&json).map_err(|_| MintError::UnverifiableHeader)?;
    Ok(())
}

/// The claims of a token.
pub(super) struct PayloadClaims<'a, T: ClaimSet> {
    pub(super) named: ConfiguredClaims<'a>,
    pub(super) iss: Option<&'a str>,
    pub(super) aud: &'a [Box<str>],
    pub(super) client_id: Option<&'a str>,
    pub(super) exp: Option<i64>,
    pub(super) nbf: Option<i64>,
    pub(super) iat: Option<i64>,
    pub(super) jti: Option<&'a str>,
    pub(super) sid: Option<&'a str>,
    pub(super) csrf: Option<&'a str>,
    pub(super) auth_time: Option<i64>,
    pub(super) acr: Option<&'a str>,
    pub(super) amr: &'a [String],
    pub(super) fresh: Option<bool>,
    pub(super) custom: &'a T,
    pub(super) more: &'a ExtraClaims,
}

/// Written by hand, since custom claims stand between others: `#[serde(flatten)]` would write through one more layer.
impl<T: ClaimSet> Serialize for PayloadClaims<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut claims = serializer.serialize_map(None)?;
        self.named.write(&mut claims)?;
        write_some(&mut claims, "iss", self.iss)?;
        match self.aud {
            [] => {}
            // One name is written as a string, several as a list.
            [name] => claims.serialize_entry("aud", name)?,
            names => claims.serialize_entry("aud", names)?,
        }
        write_some(&mut claims, "client_id", self.client_id)?;
        write_some(&mut claims, "exp", self.exp)?;
        write_some(&mut claims, "nbf", self.nbf)?;
        write_some(&mut claims, "iat", self.iat)?;
        write_some(&mut claims, "jti", self.jti)?;
        write_some(&mut claims, "sid", self.sid)?;
        write_some(&mut claims, "csrf", self.csrf)?;
        write_some(&mut claims, "auth_time", self.auth_time)?;
        write_some(&mut claims, "acr", self.acr)?;
        write_some(
            &mut claims,
            "amr",
            Some(self.amr).filter(|methods| !methods.is_empty()),
        )?;
        write_some(&mut claims, "fresh", self.fresh)?;
        self.custom.write(&mut claims)?;
        self.more.write(&mut claims)?;
        claims.end()
    }
}

fn write_some<M: SerializeMap>(
    claims: &mut M,
    name: &'static str,
    value: Option<impl Serialize>,
) -> Result<(), M::Error> {
    match value {
        Some(value) => claims.serialize_entry(name, &value),
        None => Ok(()),
    }
}

/// The claims whose names come from the configuration.
pub(super) struct ConfiguredClaims<'a> {
    pub(super) profile: &'a Profile,
    pub(super) subject: &'a str,
    pub(super) scope: &'a str,
    pub(super) token_type: &'a str,
    /// Whether it is an access token.
    pub(super) is_access: bool,
}

impl ConfiguredClaims<'_> {
    fn write<M: SerializeMap>(&self, claims: &mut M) -> Result<(), M::Error> {
        let profile = self.profile;
        match profile.subject_format {
            SubjectFormat::Text => claims.serialize_entry(&profile.names.subject, self.subject)?,
            SubjectFormat::Integer => {
                let number: i64 = self.subject.parse().map_err(M::Error::custom)?;
                claims.serialize_entry(&profile.names.subject, &number)?;
            }
        }
        if let Some(name) = &profile.type_claim {
            claims.serialize_entry(name, self.token_type)?;
        }
        let is_left_out = self.scope.is_empty()
            && (profile.scopes_format != ScopesFormat::ListAlways || !self.is_access);
        let (false, [claim, ..]) = (is_left_out, &*profile.names.scopes) else {
            return Ok(());
        };
        let Some((first, names)) = claim.minted_at().split_first() else {
            return Ok(());
        };
        match profile.scopes_format {
            ScopesFormat::Delimited => {
                claims.serialize_entry(first, &NestedValue(names, self.scope))
            }
            ScopesFormat::List | ScopesFormat::ListAlways => {
                let scopes: Vec<_> = self.scope.split_terminator(' ').collect();
                claims.serialize_entry(first, &NestedValue(names, &scopes))
            }
        }
    }
}

/// A value inside nested objects of these names, the outermost first; the value itself, if there are none.
struct NestedValue<'n, V: ?Sized>(&'n [Box<str>], &'n V);

impl<V: Serialize + ?Sized> Serialize for NestedValue<'_, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.split_first() {
            None => self.1.serialize(serializer),
            Some((first, names)) => {
                let mut object = serializer.serialize_map(Some(1))?;
                object.serialize_entry(first, &NestedValue(names, self.1))?;
                object.end()
            }
        }
    }
}

/// The capacity for the scopes of a usual token, so that the text rarely grows.
const USUAL_SCOPE_BYTES: usize = 64;

/// The value of `scope`, separated by spaces (RFC 8693 §4.2); the error is the first text that is not a scope.
pub(super) fn scope<S: AsRef<str>>(
    scopes: impl IntoIterator<Item = S>,
) -> Result<String, Box<str>> {
    let mut text = String::new();
    for scope in scopes {
        let scope = scope.as_ref();
        // Fast path: almost all scopes are ASCII.
        let is_plain = scope
            .bytes()
            .fold(true, |is_plain, byte| is_plain & byte.is_ascii_graphic());
        if scope.is_empty() || !is_plain && scope.contains(char::is_whitespace) {
            return Err(scope.into());
        }
        if text.is_empty() {
            text = String::with_capacity(USUAL_SCOPE_BYTES);
        } else {
            text.push(' ');
        }
        text.push_str(scope);
    }
    Ok(text)
}
