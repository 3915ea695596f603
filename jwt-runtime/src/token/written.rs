//! Header and payload as they are written.

use base64_simd::URL_SAFE_NO_PAD;
use serde::ser::{Error, SerializeMap};
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};

use super::MintError;
use super::header::Header;
use super::profile::Profile;
use crate::claim::{ClaimSet, ExtraClaims};
use crate::config::{ScopesFormat, SubjectFormat};
use crate::key::Key;

/// Members of a header that the library sets itself, or that mean something which it does not do (RFC 7515 §4.1,
/// RFC 7516 §4.1, RFC 7797).
const REFUSED: [&str; 17] = [
    "alg", "apu", "apv", "b64", "crit", "cty", "enc", "epk", "jku", "jwk", "kid", "p2c", "p2s",
    "typ", "x5c", "x5u", "zip",
];

/// The encoded header of the tokens of which it says this type.
pub(super) fn header(
    key: &Key,
    typ: &str,
    more: &Map<String, Value>,
) -> Result<Box<str>, MintError> {
    #[derive(Serialize)]
    struct Written<'a> {
        typ: &'a str,
        alg: &'a str,
        #[serde(skip_serializing_if = "Option::is_none")]
        kid: Option<&'a str>,
        #[serde(flatten)]
        more: &'a Map<String, Value>,
    }
    check_names(more)?;
    let json = serde_json::to_string(&Written {
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

/// Checks members that are to be in the header of every token, whatever its key.
pub(crate) fn check_header_members(members: &Map<String, Value>) -> Result<(), MintError> {
    check_names(members)?;
    // Room for what the library sets itself.
    let mut whole = members.clone();
    whole.extend(["typ", "alg", "kid"].map(|name| (name.to_owned(), Value::from(""))));
    let json = serde_json::to_string(&whole).map_err(|_| MintError::UnverifiableHeader)?;
    Header::parse(&json).map_err(|_| MintError::UnverifiableHeader)?;
    Ok(())
}

/// The claims of a token.
#[derive(Serialize)]
#[serde(bound = "")]
pub(super) struct Payload<'a, T: ClaimSet> {
    #[serde(flatten)]
    pub(super) named: Named<'a>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) iss: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty", serialize_with = "audience")]
    pub(super) aud: &'a [Box<str>],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) client_id: Option<&'a str>,
    pub(super) exp: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) nbf: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) iat: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) jti: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) sid: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) csrf: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) auth_time: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) acr: Option<&'a str>,
    #[serde(skip_serializing_if = "<[_]>::is_empty")]
    pub(super) amr: &'a [String],
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) fresh: Option<bool>,
    #[serde(flatten)]
    pub(super) custom: Custom<'a, T>,
    #[serde(flatten)]
    pub(super) more: Custom<'a, ExtraClaims>,
}

/// The claims whose names are those of the configuration.
pub(super) struct Named<'a> {
    pub(super) profile: &'a Profile,
    pub(super) subject: &'a str,
    pub(super) scope: &'a str,
    pub(super) token_type: &'a str,
}

impl Serialize for Named<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let profile = self.profile;
        let mut map = serializer.serialize_map(None)?;
        match profile.subject_format {
            SubjectFormat::Text => map.serialize_entry(&profile.subject_claim, self.subject)?,
            SubjectFormat::Integer => {
                let number: i64 = self.subject.parse().map_err(S::Error::custom)?;
                map.serialize_entry(&profile.subject_claim, &number)?;
            }
        }
        if let Some(name) = &profile.type_claim {
            map.serialize_entry(name, self.token_type)?;
        }
        match profile.scopes_format {
            _ if self.scope.is_empty() => {}
            ScopesFormat::Delimited => map.serialize_entry(&profile.scopes_claim, self.scope)?,
            ScopesFormat::List => {
                let scopes: Vec<_> = self.scope.split(' ').collect();
                map.serialize_entry(&profile.scopes_claim, &scopes)?;
            }
        }
        map.end()
    }
}

/// One name is written as a string, several as a list.
fn audience<S: Serializer>(names: &[Box<str>], serializer: S) -> Result<S::Ok, S::Error> {
    match names {
        [name] => name.serialize(serializer),
        names => names.serialize(serializer),
    }
}

pub(super) struct Custom<'a, T>(pub(super) &'a T);

impl<T: ClaimSet> Serialize for Custom<'_, T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize_claims(serializer)
    }
}

/// Room for the scopes of a usual token, so that the text need not grow.
const USUAL_SCOPE_BYTES: usize = 64;

/// The value of `scope`, separated by spaces (RFC 8693 §4.2), or the first that is no scope.
pub(super) fn scope<S: AsRef<str>>(
    scopes: impl IntoIterator<Item = S>,
) -> Result<String, Box<str>> {
    let mut text = String::new();
    for scope in scopes {
        let scope = scope.as_ref();
        if scope.is_empty() || scope.contains(char::is_whitespace) {
            return Err(scope.into());
        }
        if text.is_empty() {
            text.reserve(USUAL_SCOPE_BYTES);
        } else {
            text.push(' ');
        }
        text.push_str(scope);
    }
    Ok(text)
}
