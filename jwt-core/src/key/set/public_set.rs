//! Reads a set of JSON Web Keys that another issuer publishes (RFC 7517 §5).

use jwt_syntax::algorithm::Algorithm;
use serde::Deserialize;

use super::published_key::public_key;
use super::skipped_key::SkippedKey;
use crate::key::bound::Key;
use crate::key::error::KeyError;
use crate::key::jwk::SetEntry;
use crate::key::ring::KeyRing;
use crate::key::text::key_text;

/// A set whose keys are read one by one, so that an invalid key does not affect the others.
#[derive(Deserialize)]
struct Set<'t> {
    #[serde(borrow)]
    keys: Vec<SetEntry<'t>>,
}

impl<'t> Set<'t> {
    /// Without the strict rules for tokens: a duplicate member in one key would make the whole set invalid.
    fn read(text: &'t str) -> serde_json::Result<Self> {
        serde_json::from_str(text.trim())
    }
}

/// Whether the text, or the file that it names, is a set of keys rather than one key.
#[must_use]
pub fn is_key_set(text: &str) -> bool {
    key_text(text).is_ok_and(|text| Set::read(&text).is_ok())
}

/// The keys of a published set that can be used, and those that were skipped.
#[derive(Debug)]
pub struct PublicSet {
    /// The keys that can be used.
    pub ring: KeyRing,
    /// The keys that were skipped, and why.
    pub skipped_keys: Vec<SkippedKey>,
}

impl KeyRing {
    /// Reads a set of public keys that another issuer publishes: its text, or `file:` and a path.
    ///
    /// The member `alg` of a key is its algorithm. Without it, a key on a curve has the algorithm of that curve, and an RSA
    /// key has `default_algorithm`. A key on Ed25519 has [`EdDSA`](Algorithm::EdDSA), unless `default_algorithm` is the
    /// other name of that, [`Ed25519`](Algorithm::Ed25519) ([RFC 9864]).
    ///
    /// A key that cannot be used is skipped ([RFC 7517 §5]), and logged with the reason: a member is absent, malformed or of
    /// another type; the key is too weak; its type or algorithm is unknown; it is an RSA key without `alg` and
    /// `default_algorithm` is `None`; or it is the fourth key with the same algorithm and `kid`. Up to three keys may have
    /// the same algorithm and `kid`.
    ///
    /// ```
    /// use jwt_guard::key::KeyRing;
    ///
    /// let set = r#"{"keys":[
    ///     {"kty":"OKP","crv":"Ed25519","kid":"1","x":"11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo"},
    ///     {"kty":"RSA","kid":"2","alg":"RS256","e":"AQAB","n":"too short"}
    /// ]}"#;
    /// assert_eq!(KeyRing::of_public_set(set, None)?.keys().len(), 1);
    /// # Ok::<(), jwt_guard::key::KeyError>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text is not such a set, if it contains a secret or a private key, which would be public, or if it has no key
    /// that can be used.
    ///
    /// [RFC 9864]: https://www.rfc-editor.org/rfc/rfc9864
    /// [RFC 7517 §5]: https://www.rfc-editor.org/rfc/rfc7517#section-5
    pub fn of_public_set(
        text: &str,
        default_algorithm: Option<Algorithm>,
    ) -> Result<Self, KeyError> {
        let PublicSet { ring, skipped_keys } = PublicSet::read(text, default_algorithm, |_| true)?;
        for key in &skipped_keys {
            key.log("`KeyRing::of_public_set`");
        }
        Ok(ring)
    }
}

impl PublicSet {
    /// Reads a set as [`KeyRing::of_public_set`] does, and skips keys whose algorithm `takes` refuses.
    #[doc(hidden)]
    pub fn read(
        text: &str,
        default_algorithm: Option<Algorithm>,
        takes: impl Fn(Algorithm) -> bool,
    ) -> Result<Self, KeyError> {
        let text = key_text(text)?;
        let set = Set::read(&text).map_err(|_| KeyError::unreadable("a JSON Web Key Set"))?;
        // Checked first, so that no key of such a set is used.
        for entry in &set.keys {
            entry.check_published()?;
        }
        let mut ring: Option<KeyRing> = None;
        let mut skipped_keys = Vec::new();
        for (index, entry) in set.keys.into_iter().enumerate() {
            let read = entry
                .fields()
                .and_then(|fields| public_key(fields, default_algorithm))
                .and_then(|key| taken(key, &takes));
            let added = read.and_then(|key| match &ring {
                None => {
                    ring = Some(KeyRing::new(key));
                    Ok(())
                }
                Some(ring) => ring.add_published(key),
            });
            if let Err(why) = added {
                skipped_keys.push(SkippedKey {
                    index,
                    id: entry.id().map(Into::into),
                    why,
                    is_for_others: entry.is_for_others(),
                });
            }
        }
        match ring {
            Some(ring) => Ok(Self { ring, skipped_keys }),
            None => Err(KeyError::new(
                unusable(&skipped_keys),
                "at least one public key for signatures",
            )),
        }
    }
}

/// What is wrong with a set that has no key that can be used.
fn unusable(skipped_keys: &[SkippedKey]) -> String {
    if skipped_keys.is_empty() {
        return "a set without keys".into();
    }
    let each: Vec<_> = skipped_keys.iter().map(ToString::to_string).collect();
    format!("a set without a key that can be used: {}", each.join("; "))
}

fn taken(key: Key, takes: &impl Fn(Algorithm) -> bool) -> Result<Key, KeyError> {
    let algorithm = key.algorithm();
    match takes(algorithm) {
        true => Ok(key),
        false => Err(KeyError::new(
            format!("a key for {algorithm}"),
            "a key for an algorithm that the configuration accepts: `algorithm`, or one of `verify_algorithms`",
        )),
    }
}

#[cfg(test)]
mod tests {
    use base64_simd::URL_SAFE_NO_PAD;

    use super::*;

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

    /// Why a key is skipped, and whether it says itself that it is not for signatures.
    fn skipped_keys(key: &str) -> (String, bool) {
        let text = format!("{{\"keys\":[{A},{key}]}}");
        let set = PublicSet::read(&text, None, |_| true).unwrap();
        assert_eq!(set.ring.keys().len(), 1, "{key}");
        let [skipped_keys] = &*set.skipped_keys else {
            panic!("{key}: {:?}", set.skipped_keys);
        };
        (skipped_keys.why.found.clone(), skipped_keys.is_for_others)
    }

    #[test]
    fn keys_for_others_are_left_out() {
        for key in [
            r#"{"kty":"RSA","use":"enc","alg":"RSA-OAEP","kid":"e"}"#,
            r#"{"kty":"EC","crv":"P-256","key_ops":["deriveKey"],"x":"AA","y":"AA"}"#,
            r#"{"kty":"OKP","crv":"X25519","x":"AA"}"#,
            r#"{"kty":"EC","crv":"P-256","alg":"ECDH-ES","x":"AA","y":"AA"}"#,
        ] {
            assert!(skipped_keys(key).1, "{key}");
        }
        for key in [
            r#"{"kty":"AKP","alg":"ML-DSA-44","kid":"b","pub":"AA"}"#,
            r#"{"kty":"OKP","crv":"Ed448","kid":"c","x":"AA"}"#,
            r#"{"kty":"EC","crv":"secp256k1","kid":"d"}"#,
            r#"{"kid":"f"}"#,
        ] {
            assert!(!skipped_keys(key).1, "{key}");
        }
    }

    #[test]
    fn a_key_that_cannot_be_used_is_left_out_alone() {
        let ed25519 = |more: &str| {
            let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
            format!(r#"{{"kty":"OKP","crv":"Ed25519","x":"{x}"{more}}}"#)
        };
        let long = format!(",\"kid\":\"{}\"", "a".repeat(300));
        let short = r#"{"kty":"RSA","alg":"RS256","e":"AQAB","n":"AQAB=="}"#;
        for (key, why) in [
            (&*ed25519(&long), "a `kid` of 300 bytes"),
            (&ed25519(",\"kid\":7"), "a member `kid` that is no text"),
            (&ed25519(",\"use\":null"), "a member `use` that is no text"),
            (&ed25519(",\"alg\":null"), "a member `alg` that is no text"),
            (&ed25519(",\"alg\":[]"), "a member `alg` that is no text"),
            (
                &ed25519(",\"alg\":\"EdDSA\",\"alg\":\"EdDSA\""),
                "a member `alg` twice",
            ),
            (&ed25519(",\"d\":null"), "a member `d` that is no text"),
            (
                &ed25519(",\"key_ops\":{}"),
                "a member `key_ops` that is no list of texts",
            ),
            (
                &ed25519(",\"key_ops\":[1]"),
                "a member `key_ops` that is no list of texts",
            ),
            (&ed25519(",\"alg\":\"HS256\""), "an Ed25519 key"),
            (
                &ed25519(",\"alg\":\"none\""),
                "a key for the algorithm `none`",
            ),
            (r#"{"kty":"FOO","n":5}"#, "a member `n` that is no text"),
            (r#"{"kty":"FOO"}"#, "a key of type `FOO`"),
            (r#"{"kty":["RSA"]}"#, "a member `kty` that is no text"),
            (
                r#"{"kty":"OKP","crv":"Ed25519","x":"AAAA"}"#,
                "a member `x` of 3 bytes",
            ),
            (
                r#"{"kty":"EC","crv":"P-256","x":"AA"}"#,
                "a member `x` of 1 bytes",
            ),
            (short, "a member `n` that is not base64url"),
            (
                "{}",
                "text that cannot be read as a JSON Web Key with a member `kty`",
            ),
            ("5", "something that is no object"),
            ("null", "something that is no object"),
            ("[{}]", "something that is no object"),
            ("\"a\"", "something that is no object"),
        ] {
            assert_eq!(skipped_keys(key).0, why, "{key}");
        }
    }

    #[test]
    fn two_keys_may_have_one_identifier() {
        let of = |alg: &str, x: &str| {
            format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"a","alg":"{alg}","x":"{x}"}}"#)
        };
        let x = "11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo";
        let others = [0, 1, 2, 3].map(|byte| URL_SAFE_NO_PAD.encode_to_string([byte; 32]));
        let keys: Vec<_> = others.iter().map(|x| of("EdDSA", x)).collect();
        let keys: Vec<_> = keys.iter().map(|key| &**key).collect();
        assert_eq!(
            found(&[A, A, &of("EdDSA", x)]),
            "1 keys",
            "it is the same key"
        );
        assert_eq!(
            found(&[A, &of("Ed25519", x)]),
            "2 keys",
            "of two algorithms"
        );
        assert_eq!(found(&[A, keys[1]]), "2 keys", "of one algorithm");
        let text = format!("{{\"keys\":[{}]}}", keys.join(","));
        let set = PublicSet::read(&text, None, |_| true).unwrap();
        assert_eq!(set.ring.keys().len(), 3);
        assert_eq!(
            set.skipped_keys[0].to_string(),
            "key 3 (`kid` \"a\"): found more than 3 keys with the identifier `a`; expected another `kid` for each key of \
             one algorithm"
        );
    }

    #[test]
    fn a_set_that_cannot_be_trusted_is_refused() {
        for member in ["d", "p", "q", "dp", "dq", "qi", "oth", "priv"] {
            for value in ["\"AAAA\"", "5", "[{}]", "\"\""] {
                for key in [
                    A,
                    r#"{"kty":"FOO"}"#,
                    r#"{"kty":"RSA","use":"enc"}"#,
                    "{\"kid\":7}",
                ] {
                    let private = key.replacen('{', &format!("{{\"{member}\":{value},"), 1);
                    let refused = "a private key in a published set";
                    assert_eq!(found(&[A, &private]), refused, "{private}");
                }
            }
        }
        for secret in [
            r#"{"kty":"oct","k":"AAAA"}"#,
            r#"{"kty":"oct"}"#,
            r#"{"kty":"oct","use":"enc","kid":7}"#,
            r#"{"k":"AAAA"}"#,
        ] {
            assert_eq!(found(&[A, secret]), "a secret in a published set");
        }
        assert_eq!(found(&[]), "a set without keys");
        assert_eq!(
            found(&[r#"{"kty":"FOO","kid":"b"}"#, "5"]),
            "a set without a key that can be used: \
             key 0 (`kid` \"b\"): found a key of type `FOO`; expected `RSA`, `EC`, `OKP` or `oct`; \
             key 1: found something that is no object; expected a JSON Web Key"
        );
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
    }

    #[test]
    fn what_means_nothing_here_need_not_be_readable() {
        let deep = format!("{}{}", "[".repeat(200), "]".repeat(200));
        for value in ["\"\\ud800\"", "[\"\\udc00\"]", "1e999", "-1e999", &deep] {
            let odd = A.replacen('{', &format!("{{\"note\":{value},"), 1);
            let another = r#"{"kty":"FOO","kid":"b""#;
            for keys in [
                format!("{{\"keys\":[{odd}]}}"),
                format!("{{\"keys\":[{A},{another},\"note\":{value}}}]}}"),
                format!("{{\"note\":{value},\"keys\":[{A}]}}"),
            ] {
                let ring = KeyRing::of_public_set(&keys, None);
                assert_eq!(ring.map(|ring| ring.keys().len()), Ok(1), "{keys}");
            }
        }
    }

    #[test]
    fn the_name_of_a_key_ends_no_line_of_the_log() {
        let named = |byte: u8| {
            let x = URL_SAFE_NO_PAD.encode_to_string([byte; 32]);
            format!(r#"{{"kty":"OKP","crv":"Ed25519","kid":"a\nb","x":"{x}"}}"#)
        };
        let keys = [0, 1, 2, 3].map(named).join(",");
        let set = PublicSet::read(&format!("{{\"keys\":[{keys}]}}"), None, |_| true).unwrap();
        let [skipped_keys] = &*set.skipped_keys else {
            panic!("{:?}", set.skipped_keys);
        };
        assert!(!skipped_keys.to_string().contains('\n'), "{skipped_keys}");
        assert!(
            !skipped_keys.why.to_string().contains('\n'),
            "{}",
            skipped_keys.why
        );
    }

    #[test]
    fn what_is_left_out_is_never_shown() {
        let key = r#"{"kty":"RSA","alg":"RS256","kid":"b","e":"AQAB","n":"c2VjcmV0LWxvb2tpbmc"}"#;
        let set = PublicSet::read(&format!("{{\"keys\":[{A},{key}]}}"), None, |_| true).unwrap();
        let shown = format!("{:?} {}", set.skipped_keys, set.skipped_keys[0]);
        assert!(!shown.contains("c2VjcmV0"), "{shown}");
        let long = format!(r#"{{"kty":"{}"}}"#, "x".repeat(10_000));
        assert!(skipped_keys(&long).0.len() < 100);
    }

    #[test]
    fn a_url_is_not_fetched() {
        for url in [
            "https://login.example.com/keys",
            " HTTPS://x",
            "http://localhost/keys",
        ] {
            let error = KeyRing::of_public_set(url, None).unwrap_err();
            assert_eq!(error.found, "a URL, and keys are not fetched");
        }
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
        let default_algorithm = "an RSA key that does not say its algorithm";
        assert!(
            algorithm(&set(""), None)
                .unwrap_err()
                .contains(default_algorithm)
        );
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
        let algorithm = |says: &str, default_algorithm| {
            let key = A.replacen('{', &format!("{{{says}"), 1);
            let ring = KeyRing::of_public_set(&format!("{{\"keys\":[{key}]}}"), default_algorithm)
                .unwrap();
            ring.keys()[0].algorithm()
        };
        for (says, default_algorithm, expected) in [
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
            assert_eq!(
                algorithm(says, default_algorithm),
                expected,
                "{says} {default_algorithm:?}"
            );
        }
    }
}
