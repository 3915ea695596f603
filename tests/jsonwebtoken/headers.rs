//! The parameters of a header: which are compared, which are refused, and which are ignored.

use jsonwebtoken::jwk::Jwk;
use jsonwebtoken::{EncodingKey, Header, decode_header, encode};
use jwt_guard::Algorithm;
use jwt_guard::token::{MintError, TokenError};
use serde_json::json;

use crate::comparison::{auth, claims, header, ours, signed_with, theirs};
use crate::ours as key;

fn token_with(change: impl FnOnce(&mut Header)) -> String {
    let mut header = header();
    change(&mut header);
    signed_with(&header, &claims(json!({})))
}

#[test]
fn the_type_is_compared() {
    for (typ, refused) in [
        (Some("at+jwt"), None),
        (Some("application/at+jwt"), None),
        (Some("JWT"), Some(TokenError::Type)),
        (None, Some(TokenError::Type)),
    ] {
        let token = token_with(|it| it.typ = typ.map(str::to_owned));
        assert_eq!(theirs(&token, |_| ()), Ok(()), "{typ:?}");
        assert_eq!(ours(&token, |_| ()).err(), refused, "{typ:?}");
    }
    let token = token_with(|it| it.typ = Some("JWT".into()));
    let judged = ours(&token, |api| api.token_type = Some("JWT".into()));
    assert_eq!(judged, Ok(()));
}

#[test]
fn an_unknown_kid_is_refused() {
    let named = |kid: Option<&str>| token_with(|it| it.kid = kid.map(str::to_owned));
    let judged = |kid| ours(&named(kid), |api| api.key_id = Some("2026-11".into()));
    assert_eq!(judged(Some("2026-11")), Ok(()));
    assert_eq!(judged(None), Ok(()));
    assert_eq!(judged(Some("2026-10")), Err(TokenError::UnknownKeyId));
    assert_eq!(theirs(&named(Some("2026-10")), |_| ()), Ok(()));
}

#[test]
fn a_key_in_the_header_is_never_used() {
    let jwk: Jwk = Jwk::try_from(&key(Algorithm::ES256)).unwrap();
    let bring = |it: &mut Header| {
        it.jwk = Some(jwk.clone());
        it.jku = Some("https://attacker.example/keys".into());
        it.x5u = Some("https://attacker.example/chain".into());
        it.x5c = Some(vec!["AAAA".into()]);
        it.x5t = Some("AAAA".into());
        it.x5t_s256 = Some("AAAA".into());
    };
    assert_eq!(ours(&token_with(bring), |_| ()), Ok(()), "ignored");

    let mut forged = Header::new(jsonwebtoken::Algorithm::ES256);
    forged.typ = Some("at+jwt".into());
    bring(&mut forged);
    let signing = EncodingKey::try_from(&key(Algorithm::ES256)).unwrap();
    let forged = encode(&forged, &claims(json!({})), &signing).unwrap();
    assert_eq!(ours(&forged, |_| ()), Err(TokenError::Algorithm));
    for name in ["jwk", "jku", "x5u", "x5c"] {
        let auth = auth(|_| ());
        let minted = auth.mint("ada").header(name, "AAAA").token();
        assert!(matches!(minted, Err(MintError::Header(_))), "{name}");
    }
}

#[test]
fn no_extension_is_supported() {
    let critical = token_with(|it| {
        it.crit = Some(vec!["b64".into()]);
        it.extras.insert("b64", true);
    });
    assert_eq!(theirs(&critical, |_| ()), Ok(()));
    assert_eq!(ours(&critical, |_| ()), Err(TokenError::Extension));
    let unknown = token_with(|it| it.crit = Some(vec!["exp".into()]));
    assert!(theirs(&unknown, |_| ()).is_err());
    assert_eq!(ours(&unknown, |_| ()), Err(TokenError::Extension));
    let encrypted = token_with(|it| it.enc = serde_json::from_str("\"A256GCM\"").unwrap());
    assert_eq!(theirs(&encrypted, |_| ()), Ok(()));
    assert_eq!(ours(&encrypted, |_| ()), Err(TokenError::Extension));
}

#[test]
fn other_parameters_are_ignored_and_can_be_minted() {
    let token = token_with(|it| {
        it.cty = Some("text".into());
        it.url = Some("https://api.example.com".into());
        it.nonce = Some("1".into());
        it.extras.insert("tenant", "acme");
    });
    assert_eq!(ours(&token, |_| ()), Ok(()));

    let auth = auth(|_| ());
    let minted = auth.mint("ada").header("tenant", "acme").token();
    let header = decode_header(minted.unwrap()).unwrap();
    let tenant: Option<String> = header.extras.get("tenant").unwrap();
    assert_eq!(tenant.as_deref(), Some("acme"));
}
