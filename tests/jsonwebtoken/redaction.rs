//! No error and no `Debug` of a conversion shows a secret or a private key.

use base64_simd::URL_SAFE_NO_PAD;
use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{DecodingKey, EncodingKey};
use jwt_guard::Algorithm;
use jwt_guard::jsonwebtoken::{export_decoding_key, export_encoding_key};
use jwt_guard::key::{Key, Secret};
use serde_json::json;

use crate::{exported, ours, shared, theirs};

/// A secret that is too short, so that each conversion of it is an error.
const WEAK: &str = "MARKED-hunter2-MARKED";

#[test]
fn no_error_shows_a_secret() {
    let weak = WEAK.as_bytes();
    let k = URL_SAFE_NO_PAD.encode_to_string(weak);
    let secret = Secret::from(WEAK);
    let (encoding, decoding) = (
        EncodingKey::from_secret(weak).unwrap(),
        DecodingKey::from_secret(weak).unwrap(),
    );
    let jwk: Jwk = serde_json::from_value(json!({"kty": "oct", "k": k})).unwrap();
    let mut errors = Vec::new();
    for algorithm in Algorithm::ALL {
        errors.extend([
            Key::try_from((algorithm, &encoding)).unwrap_err(),
            Key::try_from((algorithm, &decoding)).unwrap_err(),
            Key::try_from((algorithm, &jwk)).unwrap_err(),
            export_encoding_key(algorithm, &secret).unwrap_err(),
            export_decoding_key(algorithm, &secret).unwrap_err(),
        ]);
    }
    let bytes = format!("{weak:?}");
    for error in errors {
        let shown = format!("{error} {error:?}");
        for secret in ["MARKED", "hunter2", &k, bytes.trim_matches(['[', ']'])] {
            assert!(!shown.contains(secret), "{shown}");
        }
    }
}

#[test]
fn no_debug_shows_key_material() {
    for algorithm in shared() {
        let (encoding, decoding) = exported(algorithm);
        let imported = Key::try_from((algorithm, &theirs(algorithm).0)).unwrap();
        let shown = format!(
            "{encoding:?} {decoding:?} {imported:?} {:?}",
            ours(algorithm)
        );
        let material = encoding.as_bytes();
        for form in [
            String::from_utf8_lossy(material).into_owned(),
            URL_SAFE_NO_PAD.encode_to_string(material),
            format!("{material:?}"),
        ] {
            assert!(!shown.contains(&form), "{algorithm}: {shown}");
        }
        // A list of numbers would be longer than all that is shown.
        assert!(shown.len() < 600, "{algorithm}: {shown}");
    }
}
