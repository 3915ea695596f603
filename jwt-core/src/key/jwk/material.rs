//! The key material of a JWK (RFC 7518 §6, RFC 8037 §2).

use base64_simd::URL_SAFE_NO_PAD;
use zeroize::Zeroizing;

use super::fields::{JwkFields, shown};
use crate::json::{Bounds, Text, read_value};
use crate::key::error::KeyError;
use crate::key::key_id::check_id;
use crate::key::private::PrivateJwk;
use crate::key::public::{Curve, PublicKey};

/// A key that was read from a JWK.
pub(crate) struct Jwk {
    pub(crate) id: Option<Box<str>>,
    /// The value of `alg`, not yet checked.
    pub(crate) algorithm: Option<Box<str>>,
    pub(crate) material: KeyMaterial,
}

pub(crate) enum KeyMaterial {
    /// `oct`: not supported, since secrets are given as `base64:..`.
    Secret,
    Public(PublicKey),
    Private(PublicKey, PrivateJwk),
}

impl Jwk {
    /// Reads a JWK that may be used for signatures.
    pub(crate) fn read(json: &str) -> Result<Self, KeyError> {
        let fields = read_value::<JwkFields<'_>>(json, Bounds::CONFIGURATION)
            .map_err(|_| KeyError::unreadable("a JSON Web Key"))?;
        Self::of_fields(&fields)
    }

    pub(crate) fn of_fields(fields: &JwkFields<'_>) -> Result<Self, KeyError> {
        fields.malformed.clone().map_or(Ok(()), Err)?;
        fields.check_use()?;
        fields.check_operations()?;
        fields.kid.as_deref().map_or(Ok(()), check_id)?;
        Ok(Self {
            material: fields.material()?,
            id: fields.kid.as_deref().map(Into::into),
            algorithm: fields.alg.as_deref().map(Into::into),
        })
    }
}

impl JwkFields<'_> {
    fn material(&self) -> Result<KeyMaterial, KeyError> {
        match self.kty.as_deref() {
            Some("oct") => Ok(KeyMaterial::Secret),
            Some("RSA") => self.rsa(),
            Some("EC") => self.ec(),
            Some("OKP") => self.okp(),
            Some(other) => Err(KeyError::new(
                format!("a key of type `{}`", shown(other)),
                "`RSA`, `EC`, `OKP` or `oct`",
            )),
            None => Err(KeyError::unreadable("a JSON Web Key with a member `kty`")),
        }
    }

    fn rsa(&self) -> Result<KeyMaterial, KeyError> {
        let number = |name, field| decode(name, field).map(|bytes| without_leading_zeros(&bytes));
        let public = PublicKey::Rsa {
            n: number("n", &self.n)?,
            e: number("e", &self.e)?,
        };
        if self.d.is_none() {
            return Ok(KeyMaterial::Public(public));
        }
        let private = PrivateJwk::Rsa {
            d: decode("d", &self.d)?,
            p: decode("p", &self.p)?,
            q: decode("q", &self.q)?,
            dp: decode("dp", &self.dp)?,
            dq: decode("dq", &self.dq)?,
            qi: decode("qi", &self.qi)?,
        };
        Ok(KeyMaterial::Private(public, private))
    }

    fn ec(&self) -> Result<KeyMaterial, KeyError> {
        let curve = self.crv.as_deref().and_then(Curve::named);
        let curve = curve.ok_or_else(|| self.unknown_curve("`P-256`, `P-384` or `P-521`"))?;
        let mut point = vec![4];
        for (name, field) in [("x", &self.x), ("y", &self.y)] {
            point.extend_from_slice(&exactly(name, field, curve.coordinate_bytes())?);
        }
        let public = PublicKey::Ec { curve, point };
        match &self.d {
            None => Ok(KeyMaterial::Public(public)),
            d => Ok(KeyMaterial::Private(
                public,
                PrivateJwk::Scalar(exactly("d", d, curve.coordinate_bytes())?),
            )),
        }
    }

    fn okp(&self) -> Result<KeyMaterial, KeyError> {
        if self.crv.as_deref() != Some("Ed25519") {
            return Err(self.unknown_curve("`Ed25519`"));
        }
        let x = exactly("x", &self.x, 32)?.to_vec();
        let public = PublicKey::Ed25519 { x };
        match &self.d {
            None => Ok(KeyMaterial::Public(public)),
            d => Ok(KeyMaterial::Private(
                public,
                PrivateJwk::Scalar(exactly("d", d, 32)?),
            )),
        }
    }

    fn unknown_curve(&self, expected: &str) -> KeyError {
        let found = self.crv.as_deref().unwrap_or("");
        KeyError::new(format!("a key on the curve `{}`", shown(found)), expected)
    }
}

fn decode(name: &str, field: &Option<Text<'_>>) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let text = field.as_deref().ok_or_else(|| {
        KeyError::new(format!("a JSON Web Key without `{name}`"), "a complete key")
    })?;
    URL_SAFE_NO_PAD
        .decode_to_vec(text)
        .map(Zeroizing::new)
        .map_err(|_| {
            KeyError::new(
                format!("a member `{name}` that is not base64url"),
                "base64url",
            )
        })
}

fn exactly(
    name: &str,
    field: &Option<Text<'_>>,
    bytes: usize,
) -> Result<Zeroizing<Vec<u8>>, KeyError> {
    let decoded = decode(name, field)?;
    if decoded.len() == bytes {
        Ok(decoded)
    } else {
        Err(KeyError::new(
            format!("a member `{name}` of {} bytes", decoded.len()),
            format!("{bytes} bytes (RFC 7518 §6.2, RFC 8037 §2)"),
        ))
    }
}

/// A number as it is compared, and counted in bits.
pub(in crate::key) fn without_leading_zeros(number: &[u8]) -> Vec<u8> {
    number
        .iter()
        .copied()
        .skip_while(|byte| *byte == 0)
        .collect()
}

impl PublicKey {
    /// The members of a JWK that make up the key, in the order of their names.
    pub(crate) fn members(&self) -> Vec<(&'static str, String)> {
        let text = |bytes: &[u8]| URL_SAFE_NO_PAD.encode_to_string(bytes);
        match self {
            Self::Rsa { n, e } => vec![("e", text(e)), ("kty", "RSA".into()), ("n", text(n))],
            Self::Ec { curve, point } => {
                let (x, y) = curve.coordinates(point);
                vec![
                    ("crv", curve.name().into()),
                    ("kty", "EC".into()),
                    ("x", text(x)),
                    ("y", text(y)),
                ]
            }
            Self::Ed25519 { x } => {
                vec![
                    ("crv", "Ed25519".into()),
                    ("kty", "OKP".into()),
                    ("x", text(x)),
                ]
            }
        }
    }

    /// The SHA-256 thumbprint (RFC 7638 §3), which does not depend on the format that the key came in.
    pub(crate) fn thumbprint(&self) -> String {
        // No value needs escaping: all are names of curves, or base64url.
        let members: Vec<_> = self
            .members()
            .iter()
            .map(|(name, value)| format!("\"{name}\":\"{value}\""))
            .collect();
        let json = format!("{{{}}}", members.join(","));
        let digest = aws_lc_rs::digest::digest(&aws_lc_rs::digest::SHA256, json.as_bytes());
        URL_SAFE_NO_PAD.encode_to_string(digest)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(json: &str) -> String {
        Jwk::read(json).map_or_else(|problem| problem.found, |_| "accepted".into())
    }

    #[test]
    fn the_thumbprint_is_that_of_rfc_7638() {
        // RFC 7638 §3.1
        let jwk = r#"{"kty":"RSA","n":"0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw","e":"AQAB","alg":"RS256","kid":"2011-04-29"}"#;
        let Ok(Jwk {
            material: KeyMaterial::Public(key),
            id,
            ..
        }) = Jwk::read(jwk)
        else {
            panic!("the key is public");
        };
        assert_eq!(
            key.thumbprint(),
            "NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs"
        );
        assert_eq!(id.as_deref(), Some("2011-04-29"));
    }

    #[test]
    fn a_key_of_the_wrong_length_is_refused_and_no_panic() {
        // A short `x` makes other libraries panic.
        assert_eq!(
            found(r#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#),
            "a member `x` of 3 bytes"
        );
        assert_eq!(
            found(r#"{"kty":"EC","crv":"P-256","x":"AAAA","y":"AAAA"}"#),
            "a member `x` of 3 bytes"
        );
        assert_eq!(
            found(r#"{"kty":"OKP","crv":"Ed25519"}"#),
            "a JSON Web Key without `x`"
        );
    }

    #[test]
    fn a_key_for_something_else_is_refused() {
        let x = "A".repeat(43);
        let key = |more: &str| format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"{more}}}"#);
        assert_eq!(found(&key("")), "accepted");
        assert_eq!(
            found(&key(r#","use":"sig","key_ops":["verify"]"#)),
            "accepted"
        );
        assert_eq!(
            found(&key(r#","use":"enc""#)),
            "a key with `\"use\":\"enc\"`"
        );
        assert_eq!(
            found(&key(r#","key_ops":["encrypt"]"#)),
            "a key whose `key_ops` does not let it verify"
        );
        assert_eq!(
            found(&key(r#","key_ops":["sign"]"#)),
            "a key whose `key_ops` does not let it verify"
        );
        assert_eq!(
            found(&key(&format!(r#","d":"{x}","key_ops":["sign"]"#))),
            "accepted"
        );
        assert_eq!(
            found(&key(&format!(r#","d":"{x}","key_ops":["verify"]"#))),
            "a private key whose `key_ops` does not let it sign"
        );
        assert_eq!(
            found(&key(&format!(r#","d":"{x}","key_ops":["sign","verify"]"#))),
            "accepted"
        );
        assert_eq!(
            found(&key(r#","key_ops":["verify","verify"]"#)),
            "a key whose `key_ops` has an operation twice"
        );
        assert_eq!(
            found(&key(&format!(r#","kid":"{}""#, "a".repeat(257)))),
            "a `kid` of 257 bytes"
        );
        assert_eq!(found(&key(r#","use":1"#)), "a member `use` that is no text");
        assert_eq!(
            found(r#"{"kty":"EC","crv":"secp256k1"}"#),
            "a key on the curve `secp256k1`"
        );
        assert_eq!(
            found(r#"{"kty":"OKP","crv":"Ed448"}"#),
            "a key on the curve `Ed448`"
        );
        assert_eq!(found(r#"{"kty":"AKP"}"#), "a key of type `AKP`");
    }
}
