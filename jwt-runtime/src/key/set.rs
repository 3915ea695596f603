//! Sets of JSON Web Keys (RFC 7517 §5): those that others publish, and the one that we do.

use std::collections::BTreeMap;

use jwt_syntax::algorithm::Algorithm;
use serde::{Deserialize, Serialize};

use super::jwk::{Fields, Jwk, Material};
use super::public::PublicKey;
use super::text::content;
use super::{Key, KeyError, KeyRing, KeyText};
use crate::json::{Bounds, read_value};

/// A set as it is read.
#[derive(Deserialize)]
struct Set<'t> {
    #[serde(borrow)]
    keys: Vec<Fields<'t>>,
}

/// Whether the text, or the file that it names, is a set of keys and not one key.
pub(crate) fn is_set(text: &str) -> bool {
    content(text)
        .is_ok_and(|text| read_value::<Set<'_>>(text.trim(), Bounds::CONFIGURATION).is_ok())
}

/// The public keys of a [`KeyRing`], as [RFC 7517 §5] writes them. It has no private part of any key, and no secret.
///
/// [RFC 7517 §5]: https://www.rfc-editor.org/rfc/rfc7517#section-5
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct JwkSet {
    keys: Vec<BTreeMap<&'static str, String>>,
}

impl KeyRing {
    /// The keys that verify at the time `now`, in seconds since the Unix epoch, for others to verify with.
    ///
    /// ```
    /// use jwt_guard::Algorithm;
    /// use jwt_guard::key::{Key, KeyRing, Secret};
    ///
    /// let ring = KeyRing::new(Key::secret(Algorithm::HS256, &Secret::random()?)?);
    /// let set = serde_json::to_string(&ring.public_set(1_800_000_000))?;
    /// assert_eq!(set, r#"{"keys":[]}"#, "a secret is never published");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn public_set(&self, now: i64) -> JwkSet {
        let keys = self.keys();
        let live = keys.iter().filter(|key| key.is_live(now));
        JwkSet {
            keys: live.filter_map(|key| public_jwk(key)).collect(),
        }
    }

    /// Reads the set of public keys that another issuer publishes: its text, or `file:` and a path.
    ///
    /// A key says in `alg` what it is for. One that does not is for the algorithm of its curve, and an RSA key for
    /// `unsaid`. A key on Ed25519 is for [`EdDSA`](Algorithm::EdDSA), unless `unsaid` is its other name,
    /// [`Ed25519`](Algorithm::Ed25519) ([RFC 9864]). Keys for something else than signatures, or of types unknown here, are
    /// left out ([RFC 7517 §5]).
    ///
    /// # Errors
    ///
    /// If the text is no such set, has no key for signatures, two keys of one `kid`, a secret or a private key, an RSA
    /// key without `alg` while `unsaid` is `None`, or a key that is too weak or not valid.
    ///
    /// [RFC 9864]: https://www.rfc-editor.org/rfc/rfc9864
    /// [RFC 7517 §5]: https://www.rfc-editor.org/rfc/rfc7517#section-5
    pub fn of_public_set(text: &str, unsaid: Option<Algorithm>) -> Result<Self, KeyError> {
        let text = content(text)?;
        let set: Set<'_> = read_value(text.trim(), Bounds::CONFIGURATION)
            .map_err(|_| KeyError::unreadable("a JSON Web Key Set"))?;
        let mut ring: Option<Self> = None;
        for fields in set.keys.iter().filter(|fields| fields.is_for_us()) {
            let key = public_key(Jwk::of_fields(fields)?, unsaid)?;
            match &ring {
                None => ring = Some(Self::new(key)),
                Some(ring) => ring.add(key)?,
            }
        }
        ring.ok_or_else(|| {
            KeyError::new(
                "a set without a key for signatures",
                "at least one public key",
            )
        })
    }
}

fn public_jwk(key: &Key) -> Option<BTreeMap<&'static str, String>> {
    let mut members: BTreeMap<_, _> = key.public_key()?.members().into_iter().collect();
    members.extend(key.id().map(|id| ("kid", id.to_owned())));
    members.insert("use", "sig".into());
    members.insert("alg", key.algorithm().name().into());
    Some(members)
}

fn public_key(jwk: Jwk, unsaid: Option<Algorithm>) -> Result<Key, KeyError> {
    let public = match &jwk.material {
        Material::Public(public) => public,
        Material::Private(..) => {
            return Err(KeyError::new(
                "a private key in a published set",
                "public keys; this one must be replaced, because everybody could read it",
            ));
        }
        Material::Secret => {
            return Err(KeyError::new("a secret in a published set", "public keys"));
        }
    };
    let algorithm = match &jwk.algorithm {
        Some(name) => name.parse().ok(),
        None => algorithm_of(public, unsaid),
    };
    let algorithm = algorithm.ok_or_else(|| {
        KeyError::new(
            "an RSA key that does not say its algorithm",
            "a member `alg`, or the algorithm in the configuration, such as RS256",
        )
    })?;
    let named = jwk.id.is_some();
    let key = Key::of_text(KeyText::of_jwk(jwk, algorithm)?, algorithm)?;
    // Whoever publishes a key without `kid` signs tokens without one; a thumbprint would match none of them.
    Ok(if named { key } else { key.without_id() })
}

fn algorithm_of(public: &PublicKey, unsaid: Option<Algorithm>) -> Option<Algorithm> {
    match public {
        PublicKey::Rsa { .. } => unsaid,
        PublicKey::Ec { curve, .. } => Some(curve.algorithm()),
        PublicKey::Ed25519 { .. } => Some(match unsaid {
            Some(Algorithm::Ed25519) => Algorithm::Ed25519,
            _ => Algorithm::EdDSA,
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{Ed25519Jwk, Secret};

    const A: &str = r#"{"kty":"OKP","crv":"Ed25519","kid":"a","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"}"#;

    fn read(keys: &[&str]) -> Result<KeyRing, KeyError> {
        KeyRing::of_public_set(&format!("{{\"keys\":[{}]}}", keys.join(",")), None)
    }

    fn found(keys: &[&str]) -> String {
        read(keys).map_or_else(
            |error| error.found,
            |ring| format!("{} keys", ring.keys().len()),
        )
    }

    #[test]
    fn keys_for_others_are_left_out() {
        let for_others = [
            r#"{"kty":"AKP","kid":"b"}"#,
            r#"{"kty":"OKP","crv":"Ed448","kid":"c","x":"AA"}"#,
            r#"{"kty":"EC","crv":"secp256k1","kid":"d"}"#,
            r#"{"kty":"RSA","use":"enc","alg":"RSA-OAEP","kid":"e"}"#,
            r#"{"kid":"f"}"#,
        ];
        let mut keys = for_others.to_vec();
        assert_eq!(found(&keys), "a set without a key for signatures");
        keys.push(A);
        assert_eq!(found(&keys), "1 keys");
    }

    #[test]
    fn a_set_that_cannot_be_trusted_is_refused() {
        assert_eq!(found(&[A, A]), "two keys with the identifier `a`");
        let Ed25519Jwk { private, .. } = Ed25519Jwk::generate();
        assert_eq!(found(&[&private]), "a private key in a published set");
        let secret = format!(r#"{{"kty":"oct","k":"{}"}}"#, "A".repeat(43));
        assert_eq!(found(&[A, &secret]), "a secret in a published set");
        let short = r#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#;
        assert_eq!(found(&[A, short]), "a member `x` of 3 bytes");
        for text in [
            "",
            "{}",
            "[]",
            r#"{"keys":{}}"#,
            r#"{"keys":[],"keys":[]}"#,
            A,
        ] {
            let error = KeyRing::of_public_set(text, None).unwrap_err();
            assert_eq!(
                error.found, "text that cannot be read as a JSON Web Key Set",
                "{text}"
            );
        }
        let doubled = r#"{"kty":"OKP","kty":"OKP","crv":"Ed25519"}"#;
        assert_eq!(
            found(&[doubled]),
            "text that cannot be read as a JSON Web Key Set"
        );
    }

    #[test]
    fn an_rsa_key_needs_an_algorithm_from_somewhere() {
        // RFC 7638 §3.1
        let n = "0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw";
        let set = |alg: &str| format!(r#"{{"keys":[{{"kty":"RSA","e":"AQAB","n":"{n}"{alg}}}]}}"#);
        let algorithm = |text: &str, rsa| {
            KeyRing::of_public_set(text, rsa)
                .map(|ring| ring.keys()[0].algorithm())
                .map_err(|error| error.found)
        };
        let unsaid = "an RSA key that does not say its algorithm";
        assert_eq!(algorithm(&set(""), None), Err(unsaid.into()));
        assert_eq!(
            algorithm(&set(""), Some(Algorithm::PS256)),
            Ok(Algorithm::PS256)
        );
        assert_eq!(
            algorithm(&set(r#","alg":"RS256""#), Some(Algorithm::PS256)),
            Ok(Algorithm::RS256)
        );
    }

    #[test]
    fn a_key_on_ed25519_has_the_name_that_it_says_and_else_the_one_that_was_asked_for() {
        let algorithm = |says: &str, unsaid| {
            let key = A.replacen('{', &format!("{{{says}"), 1);
            let ring = KeyRing::of_public_set(&format!("{{\"keys\":[{key}]}}"), unsaid).unwrap();
            ring.keys()[0].algorithm()
        };
        for (says, unsaid, expected) in [
            ("", None, Algorithm::EdDSA),
            ("", Some(Algorithm::RS256), Algorithm::EdDSA),
            ("", Some(Algorithm::Ed25519), Algorithm::Ed25519),
            ("\"alg\":\"Ed25519\",", None, Algorithm::Ed25519),
            (
                "\"alg\":\"EdDSA\",",
                Some(Algorithm::Ed25519),
                Algorithm::EdDSA,
            ),
        ] {
            assert_eq!(algorithm(says, unsaid), expected, "{says} {unsaid:?}");
        }
    }

    #[test]
    fn what_is_published_can_be_read_again_and_has_no_private_part() {
        let pair = Secret::from(Ed25519Jwk::generate().private);
        let ring = KeyRing::new(Key::private(Algorithm::EdDSA, &pair).unwrap());
        let text = serde_json::to_string(&ring.public_set(0)).unwrap();
        assert!(!text.contains("\"d\""));
        let read = KeyRing::of_public_set(&text, None).unwrap();
        assert_eq!(read.keys()[0].id(), ring.keys()[0].id());
        assert!(!read.keys()[0].signs());
    }

    #[test]
    fn a_retired_key_is_not_published() {
        let ring = read(&[A]).unwrap();
        ring.retire("a", 100).unwrap();
        assert_eq!(ring.public_set(99).keys.len(), 1);
        assert_eq!(ring.public_set(100).keys.len(), 0);
    }
}
