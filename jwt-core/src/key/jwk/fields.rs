//! The members of a JWK, each read by itself (RFC 7517 §4).

use std::collections::BTreeSet;
use std::fmt;

use serde::de::{Deserialize, Deserializer, IgnoredAny, MapAccess, Visitor};

use crate::json::{Lenient, LenientValue, Text};
use crate::key::error::KeyError;
use crate::key::key_id::check_id;

/// The members of a JWK that are used.
#[derive(Default)]
pub(crate) struct JwkFields<'de> {
    pub(super) kty: Option<Text<'de>>,
    pub(super) kid: Option<Text<'de>>,
    pub(super) alg: Option<Text<'de>>,
    r#use: Option<Text<'de>>,
    key_ops: Option<Vec<Text<'de>>>,
    pub(super) crv: Option<Text<'de>>,
    pub(super) n: Option<Text<'de>>,
    pub(super) e: Option<Text<'de>>,
    pub(super) x: Option<Text<'de>>,
    pub(super) y: Option<Text<'de>>,
    pub(super) d: Option<Text<'de>>,
    pub(super) p: Option<Text<'de>>,
    pub(super) q: Option<Text<'de>>,
    pub(super) dp: Option<Text<'de>>,
    pub(super) dq: Option<Text<'de>>,
    pub(super) qi: Option<Text<'de>>,
    /// The first of these members that cannot be read.
    pub(super) malformed: Option<KeyError>,
    /// The first member that must not be published.
    disclosed: Option<DisclosedMember>,
}

/// A member that a published key must not have.
#[derive(Clone, Copy)]
enum DisclosedMember {
    /// A private member (RFC 7518 §6.2.2, §6.3.2, RFC 8037 §2, RFC 9964).
    Private,
    /// The value of a secret (RFC 7518 §6.4).
    Secret,
}

/// The value of a member; none if it is `null`.
enum MemberValue<'de> {
    Text(Text<'de>),
    List(Vec<Text<'de>>),
    Other,
}

impl<'de> LenientValue<'de> for MemberValue<'de> {
    const IS_LIST: bool = true;

    fn of_text(text: Text<'de>) -> Option<Self> {
        Some(Self::Text(text))
    }

    fn of_texts(texts: Vec<Text<'de>>) -> Option<Self> {
        Some(Self::List(texts))
    }

    fn of_other() -> Option<Self> {
        Some(Self::Other)
    }
}

impl<'de> JwkFields<'de> {
    fn member(&mut self, name: &str) -> Option<&mut Option<Text<'de>>> {
        Some(match name {
            "kty" => &mut self.kty,
            "kid" => &mut self.kid,
            "alg" => &mut self.alg,
            "use" => &mut self.r#use,
            "crv" => &mut self.crv,
            "n" => &mut self.n,
            "e" => &mut self.e,
            "x" => &mut self.x,
            "y" => &mut self.y,
            "d" => &mut self.d,
            "p" => &mut self.p,
            "q" => &mut self.q,
            "dp" => &mut self.dp,
            "dq" => &mut self.dq,
            "qi" => &mut self.qi,
            _ => return None,
        })
    }

    /// Whether a member is used. Any other is skipped, whatever its value is.
    fn is_known(&mut self, name: &str) -> bool {
        matches!(name, "key_ops" | "oth" | "priv" | "k") || self.member(name).is_some()
    }

    /// Reads the next member. An error is remembered, and does not stop the reading.
    fn read<A: MapAccess<'de>>(&mut self, name: &str, map: &mut A) -> Result<(), A::Error> {
        if !self.is_known(name) {
            let IgnoredAny = map.next_value()?;
            return Ok(());
        }
        let Lenient(value) = map.next_value::<Lenient<MemberValue<'de>>>()?;
        if value.is_some() {
            self.disclosed = self.disclosed.or(match name {
                "d" | "p" | "q" | "dp" | "dq" | "qi" | "oth" | "priv" => {
                    Some(DisclosedMember::Private)
                }
                "k" => Some(DisclosedMember::Secret),
                _ => None,
            });
        }
        let is_twice = match (name, value) {
            ("key_ops", Some(MemberValue::List(list))) => self.key_ops.replace(list).is_some(),
            ("key_ops", _) => return self.refuse(name, "that is no list of texts"),
            (_, value) => match (self.member(name), value) {
                (None, _) => false,
                (Some(member), Some(MemberValue::Text(text))) => member.replace(text).is_some(),
                (Some(_), _) => return self.refuse(name, "that is no text"),
            },
        };
        match is_twice {
            true => self.refuse(name, "twice"),
            false => Ok(()),
        }
    }

    fn refuse<E>(&mut self, name: &str, how: &str) -> Result<(), E> {
        let refused = || KeyError::new(format!("a member `{name}` {how}"), "RFC 7517 §4");
        self.malformed.get_or_insert_with(refused);
        Ok(())
    }
}

impl<'de: 'f, 'f> Deserialize<'de> for JwkFields<'f> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct JwkVisitor;

        impl<'de> Visitor<'de> for JwkVisitor {
            type Value = JwkFields<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a JSON Web Key")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<JwkFields<'de>, A::Error> {
                let mut fields = JwkFields::default();
                while let Some(name) = map.next_key::<Text<'de>>()? {
                    fields.read(&name, &mut map)?;
                }
                Ok(fields)
            }
        }

        deserializer.deserialize_map(JwkVisitor)
    }
}

impl JwkFields<'_> {
    /// Refuses a key that must not be in a published set, whatever else is wrong with it.
    pub(crate) fn check_published(&self) -> Result<(), KeyError> {
        let is_secret = self.kty.as_deref() == Some("oct");
        match self.disclosed {
            None if !is_secret => Ok(()),
            Some(DisclosedMember::Private) if !is_secret => Err(KeyError::new(
                "a private key in a published set",
                "public keys; this one must be replaced, because everyone could read it",
            )),
            _ => Err(KeyError::new("a secret in a published set", "public keys")),
        }
    }

    /// Whether the key itself says that it is not for signatures.
    pub(crate) fn is_for_others(&self) -> bool {
        let is_for_encryption = |name: &str| name.starts_with("RSA") || name.starts_with("ECDH");
        self.malformed.is_none()
            && (self.check_use().is_err()
                || self.alg.as_deref().is_some_and(is_for_encryption)
                || matches!(self.crv.as_deref(), Some("X25519" | "X448")))
    }

    /// The identifier, if it is short enough.
    pub(crate) fn id(&self) -> Option<&str> {
        self.kid.as_deref().filter(|id| check_id(id).is_ok())
    }

    /// Refuses a key that says that it is not for signatures (RFC 7517 §4.2, §4.3).
    pub(super) fn check_use(&self) -> Result<(), KeyError> {
        if let Some(other) = self.r#use.as_deref().filter(|purpose| *purpose != "sig") {
            return Err(KeyError::new(
                format!("a key with `\"use\":\"{}\"`", shown(other)),
                "`\"use\":\"sig\"`, or no such member",
            ));
        }
        let Some(operations) = &self.key_ops else {
            return Ok(());
        };
        let has = |name: &str| operations.iter().any(|operation| **operation == *name);
        if has("verify") || (self.d.is_some() && has("sign")) {
            return Ok(());
        }
        Err(KeyError::new(
            "a key whose `key_ops` does not let it verify",
            "`verify` among them, `sign` in a private key, or no such member",
        ))
    }

    /// Refuses repeated operations, and a private key that may not sign (RFC 7517 §4.3).
    pub(super) fn check_operations(&self) -> Result<(), KeyError> {
        let Some(operations) = &self.key_ops else {
            return Ok(());
        };
        let distinct: BTreeSet<&str> = operations.iter().map(|operation| &**operation).collect();
        if distinct.len() != operations.len() {
            return Err(KeyError::new(
                "a key whose `key_ops` has an operation twice",
                "each operation once",
            ));
        }
        if self.d.is_some() && !distinct.contains("sign") {
            return Err(KeyError::new(
                "a private key whose `key_ops` does not let it sign",
                "`sign` among them, the public key alone, or no such member",
            ));
        }
        Ok(())
    }
}

/// The part of a text that an error shows: up to 64 characters, escaped, since the set comes from another issuer.
pub(crate) fn shown(text: &str) -> String {
    text.chars().take(64).flat_map(char::escape_debug).collect()
}
