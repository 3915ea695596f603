//! Each kind of error of `jsonwebtoken`, and the error of this library for the same mistake.

use base64_simd::URL_SAFE_NO_PAD;
use jsonwebtoken::errors::ErrorKind;
use jsonwebtoken::{DecodingKey, EncodingKey, Header, Validation, encode};
use jwt_guard::Algorithm;
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use jwt_guard::token::{MintError, Minter, TokenError};
use serde_json::json;

use crate::comparison::{SECRET, claims, header, now, ours, theirs, token};
use crate::text;

/// A token whose parts are these texts, with a valid signature.
fn of_parts(header: &[u8], payload: &[u8]) -> String {
    let part = |text: &[u8]| URL_SAFE_NO_PAD.encode_to_string(text);
    let message = format!("{}.{}", part(header), part(payload));
    let key = EncodingKey::from_secret(SECRET.as_bytes()).unwrap();
    let algorithm = jsonwebtoken::Algorithm::HS256;
    let signature = jsonwebtoken::crypto::sign(message.as_bytes(), &key, algorithm).unwrap();
    format!("{message}.{signature}")
}

#[test]
fn what_is_no_token_is_malformed() {
    let good = token(json!({}));
    let (rest, _) = good.rsplit_once('.').unwrap();
    let many = format!("{good}.");
    for token in ["", "a", rest] {
        assert_eq!(theirs(token, |_| ()), Err(ErrorKind::InvalidToken));
        assert_eq!(ours(token, |_| ()), Err(TokenError::Malformed), "{token}");
    }
    assert!(theirs(&many, |_| ()).is_err());
    assert_eq!(ours(&many, |_| ()), Err(TokenError::Malformed));
}

#[test]
fn base64_json_and_utf_8_are_malformed() {
    let header = br#"{"alg":"HS256","typ":"at+jwt"}"#;
    for payload in [&b"{"[..], b"\xff", b"[]", b"5"] {
        let token = of_parts(header, payload);
        assert!(theirs(&token, |_| ()).is_err(), "{payload:?}");
        assert_eq!(ours(&token, |_| ()), Err(TokenError::Malformed));
    }
    let broken = of_parts(header, b"{");
    assert!(matches!(theirs(&broken, |_| ()), Err(ErrorKind::Json(_))));
    let good = token(json!({}));
    let token = format!("!{good}");
    assert!(matches!(theirs(&token, |_| ()), Err(ErrorKind::Base64(_))));
    assert_eq!(ours(&token, |_| ()), Err(TokenError::Malformed));
}

#[test]
fn a_wrong_signature_is_wrong() {
    let key = EncodingKey::from_secret(b"another secret of thirty-two bytes").unwrap();
    let forged = encode(&header(), &claims(json!({})), &key).unwrap();
    assert_eq!(theirs(&forged, |_| ()), Err(ErrorKind::InvalidSignature));
    assert_eq!(ours(&forged, |_| ()), Err(TokenError::Signature));
}

#[test]
fn another_algorithm_is_named() {
    let key = EncodingKey::from_secret(SECRET.as_bytes()).unwrap();
    let header = Header {
        alg: jsonwebtoken::Algorithm::HS384,
        ..header()
    };
    let token = encode(&header, &claims(json!({})), &key).unwrap();
    assert_eq!(theirs(&token, |_| ()), Err(ErrorKind::InvalidAlgorithm));
    assert_eq!(ours(&token, |_| ()), Err(TokenError::Algorithm));
    let none = of_parts(br#"{"alg":"none","typ":"at+jwt"}"#, b"{}");
    assert!(matches!(theirs(&none, |_| ()), Err(ErrorKind::Json(_))));
    assert_eq!(ours(&none, |_| ()), Err(TokenError::Algorithm));
}

#[test]
fn a_missing_claim_is_named() {
    let token = token(json!({}));
    let missing = ErrorKind::MissingRequiredClaim("nbf".into());
    let judged = theirs(&token, |it| it.set_required_spec_claims(&["nbf"]));
    assert_eq!(judged, Err(missing));
    let judged = ours(&token, |api| api.required_claims = Some(vec!["nbf".into()]));
    assert_eq!(judged, Err(TokenError::RequiredClaim("nbf".into())));
}

#[test]
fn a_claim_of_another_type_is_named() {
    for (name, value) in [("exp", json!("soon")), ("aud", json!(5))] {
        let token = token(json!({name: value}));
        let judged = theirs(&token, |it| it.set_required_spec_claims::<&str>(&[]));
        assert_eq!(judged, Err(ErrorKind::InvalidClaimFormat(name.into())));
        let unreadable = TokenError::UnreadableClaim(name.into());
        assert_eq!(ours(&token, |_| ()), Err(unreadable));
    }
}

#[test]
fn dates_have_their_errors() {
    let expired = token(json!({"iat": now() - 7200, "exp": now() - 3600}));
    assert_eq!(theirs(&expired, |_| ()), Err(ErrorKind::ExpiredSignature));
    assert_eq!(ours(&expired, |_| ()), Err(TokenError::Expired));
    let early = token(json!({"nbf": now() + 300}));
    let judged = theirs(&early, |it| it.validate_nbf = true);
    assert_eq!(judged, Err(ErrorKind::ImmatureSignature));
    assert_eq!(ours(&early, |_| ()), Err(TokenError::NotYetValid));
}

#[test]
fn issuer_and_audience_have_their_errors() {
    let of_another = token(json!({"iss": "https://other.example.com"}));
    let issuer = "https://api.example.com";
    let judged = theirs(&of_another, |it| it.set_issuer(&[issuer]));
    assert_eq!(judged, Err(ErrorKind::InvalidIssuer));
    let judged = ours(&of_another, |api| api.issuer = Some(issuer.into()));
    assert_eq!(judged, Err(TokenError::Issuer));
    let for_another = token(json!({"aud": "billing"}));
    assert_eq!(
        theirs(&for_another, |_| ()),
        Err(ErrorKind::InvalidAudience)
    );
    assert_eq!(ours(&for_another, |_| ()), Err(TokenError::Audience));
}

#[test]
fn another_subject_is_another_user() {
    let eve = token(json!({"sub": "eve"}));
    let judged = theirs(&eve, |it| it.sub = Some("ada".into()));
    assert_eq!(judged, Err(ErrorKind::InvalidSubject));
    assert_eq!(ours(&eve, |_| ()), Ok(()));
}

#[derive(AuthConfig)]
struct KeyPair {
    algorithm: Algorithm,
    private_key: Secret,
}

#[test]
fn an_unfit_key_is_an_error_at_start_up() {
    let rsa = text(Algorithm::RS256, "private_pem").unwrap();
    // There, the mistake is found by the first token.
    let key = EncodingKey::from_ed_der(b"no key");
    let header = Header::new(jsonwebtoken::Algorithm::EdDSA);
    let error = encode(&header, &json!({}), &key).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::InvalidEddsaKey);
    let error = EncodingKey::from_ec_pem(rsa.as_bytes()).unwrap_err();
    assert_eq!(*error.kind(), ErrorKind::InvalidKeyFormat);

    for (algorithm, text) in [(Algorithm::ES256, &*rsa), (Algorithm::EdDSA, "no key")] {
        let private_key = text.into();
        let built = Auth::builder(KeyPair {
            algorithm,
            private_key,
        });
        let error = built.build().unwrap_err().to_string();
        assert!(error.contains("private_key"), "{error}");
    }
}

#[test]
fn an_unknown_algorithm_is_an_error_where_it_is_read() {
    let name: Result<jsonwebtoken::Algorithm, _> = "ES512".parse();
    assert_eq!(*name.unwrap_err().kind(), ErrorKind::InvalidAlgorithmName);
    assert!("ES512".parse::<Algorithm>().is_ok());
    assert!("HS1".parse::<Algorithm>().is_err());
    // A `Validation` without algorithms refuses every token; a key always has one.
    let key = DecodingKey::from_secret(SECRET.as_bytes()).unwrap();
    let mut validation = Validation::default();
    validation.algorithms.clear();
    let token = token(json!({}));
    assert!(jsonwebtoken::decode::<serde_json::Value>(&token, &key, &validation).is_err());
}

#[test]
fn a_token_that_cannot_be_signed_is_a_mint_error() {
    let key = EncodingKey::from_rsa_der(b"no key");
    let header = Header::new(jsonwebtoken::Algorithm::RS256);
    let error = encode(&header, &json!({}), &key).unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Signing(_)), "{error:?}");

    let public = text(Algorithm::RS256, "public_pem").unwrap();
    let public = Key::public(Algorithm::RS256, &public).unwrap();
    let minter: Minter = Minter::builder(KeyRing::new(public)).build().unwrap();
    let error = minter.mint("ada").token().unwrap_err();
    assert!(matches!(error, MintError::NoSigningKey), "{error:?}");
}
