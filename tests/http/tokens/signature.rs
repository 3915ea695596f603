//! Algorithms, signatures and keys in the header (r20 to r33).

use super::*;

#[tokio::test]
async fn r20_r22_only_the_configured_algorithm_is_accepted_and_it_must_be_named() {
    let payload = claims().to_string();
    for alg in [
        r#""none""#,
        r#""None""#,
        r#""""#,
        r#""hs256""#,
        r#""HS256 ""#,
        r#""HS384""#,
        r#""RS256""#,
        "null",
        "[\"HS256\"]",
        "1",
    ] {
        let header = format!(r#"{{"typ":"at+jwt","alg":{alg}}}"#);
        assert!(!accepted(&signed(&header, &payload)).await, "{alg}");
        let unsigned = format!(
            "{}.{}.",
            BASE64.encode_to_string(&header),
            BASE64.encode_to_string(&payload)
        );
        assert!(!accepted(&unsigned).await, "{alg}");
    }
    assert!(!accepted(&signed(r#"{"typ":"at+jwt"}"#, &payload)).await);
}

#[tokio::test]
async fn r21_the_key_has_one_algorithm_even_if_the_signature_is_right_for_another() {
    let payload = claims().to_string();
    for (name, algorithm) in [("HS384", hmac::HMAC_SHA384), ("HS512", hmac::HMAC_SHA512)] {
        let header = format!(r#"{{"typ":"at+jwt","alg":"{name}"}}"#);
        let token = signed_with(&header, payload.as_bytes(), algorithm, SECRET);
        assert!(!accepted(&token).await, "{name}");
        let lying = signed_with(HEADER, payload.as_bytes(), algorithm, SECRET);
        assert!(!accepted(&lying).await, "{name}");
    }
}

#[tokio::test]
async fn r23_a_signature_is_checked_always() {
    let token = token(&[]);
    let (input, signature) = token.rsplit_once('.').unwrap();
    for forged in [
        format!("{input}."),
        format!("{input}.{}", "A".repeat(43)),
        format!("{input}.{}", &signature[..42]),
        format!("{input}.{signature}A"),
        format!("{input}.{}", sign(input, hmac::HMAC_SHA256, OTHER_SECRET)),
    ] {
        assert!(!accepted(&forged).await, "{forged}");
    }
    let foreign = signed_with(
        HEADER,
        claims().to_string().as_bytes(),
        hmac::HMAC_SHA256,
        OTHER_SECRET,
    );
    assert!(!accepted(&foreign).await);
}

#[tokio::test]
async fn r23_no_single_bit_may_change() {
    let token = token(&[]);
    let app = app(auth());
    for at in 0..token.len() {
        for bit in [1, 2, 4] {
            let mut bytes = token.clone().into_bytes();
            bytes[at] ^= bit;
            let Ok(changed) = String::from_utf8(bytes) else {
                continue;
            };
            let (status, _) = get_as(&app, "/", Some(&changed)).await;
            assert!(
                matches!(status, 400 | 401),
                "{status} for bit {bit} of byte {at}"
            );
        }
    }
}

#[tokio::test]
async fn r33_crit_and_b64_are_refused_and_keys_in_the_header_are_never_used() {
    let payload = claims().to_string();
    for extra in [
        r#""crit":["exp"]"#,
        r#""crit":[]"#,
        r#""b64":false"#,
        r#""crit":["b64"],"b64":false"#,
        r#""enc":"A256GCM""#,
    ] {
        let header = format!(r#"{{"typ":"at+jwt","alg":"HS256",{extra}}}"#);
        assert!(!accepted(&signed(&header, &payload)).await, "{extra}");
    }
    // The secret has no name, so that a token may name any.
    for kid in ["a", "../../dev/null"] {
        let header = format!(r#"{{"typ":"at+jwt","alg":"HS256","kid":"{kid}"}}"#);
        assert!(accepted(&signed(&header, &payload)).await, "{kid}");
        let forged = signed_with(&header, payload.as_bytes(), hmac::HMAC_SHA256, OTHER_SECRET);
        assert!(!accepted(&forged).await, "{kid}");
    }
    let jwk = BASE64.encode_to_string(OTHER_SECRET);
    let header = format!(r#"{{"typ":"at+jwt","alg":"HS256","jwk":{{"kty":"oct","k":"{jwk}"}}}}"#);
    let token = signed_with(&header, payload.as_bytes(), hmac::HMAC_SHA256, OTHER_SECRET);
    assert!(!accepted(&token).await);
}
