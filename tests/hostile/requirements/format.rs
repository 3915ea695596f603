//! The format of a token, and its JSON (RFC 7515, RFC 7519, RFC 8259).

use jwt_guard::Algorithm;

use super::{assert_accepted, assert_all, assert_refused, number_of};
use crate::app::NOW;
use crate::case::Expect;
use crate::forge::Forge;
use crate::service::{Service, auth_at, request_of_bytes};

#[tokio::test]
async fn r_01_a_compact_jws_has_exactly_three_segments() {
    assert_refused(&["structure/*segments*", "structure/*dot*"]).await;
}

#[tokio::test]
async fn r_02_a_token_has_only_the_characters_of_base64url_and_dots() {
    assert_refused(&[
        "structure/*",
        "signature/inner-*",
        "signature/padded-*",
        "signature/std-alphabet*",
    ])
    .await;
}

#[tokio::test]
async fn r_02_no_other_octet_passes_anywhere_in_a_token() {
    let service = Service::of(Algorithm::HS256).await;
    let token = Forge::of(Algorithm::HS256).usual().token().into_bytes();
    let dot = token.iter().position(|byte| *byte == b'.').unwrap();
    let others =
        (0..=255_u8).filter(|byte| !byte.is_ascii_alphanumeric() && !b"-_.".contains(byte));
    for octet in others {
        for at in [1, dot, dot + 1, token.len() - 1] {
            let mut changed = token.clone();
            changed.insert(at, octet);
            // A control character is not allowed in a header value, so that it never arrives.
            if let Some(request) = request_of_bytes(&changed) {
                let status = service.send(request).await.status;
                assert!(
                    matches!(status.as_u16(), 400 | 401),
                    "{status} for octet {octet} at {at}"
                );
            }
        }
    }
}

#[tokio::test]
async fn r_03_a_token_has_one_spelling() {
    assert_refused(&["*/*dirty-tail-*"]).await;
    // Signatures of 48, 96 and 132 bytes fill their last character.
    let with_tail: Vec<_> = Algorithm::ALL
        .into_iter()
        .filter(|algorithm| {
            ![Algorithm::HS384, Algorithm::ES384, Algorithm::ES512].contains(algorithm)
        })
        .collect();
    assert_all(Expect::Refuse, &with_tail, &["*/noncanonical-tail-*"]).await;
}

#[tokio::test]
async fn r_04_a_json_serialization_is_no_jwt() {
    assert_refused(&["structure/json-*"]).await;
}

#[tokio::test]
async fn r_05_header_and_claims_are_one_complete_utf8_object_each() {
    assert_refused(&["header/json-*", "payload/*"]).await;
}

#[tokio::test]
async fn r_06_a_header_name_that_stands_twice_is_refused() {
    assert_refused(&["header/dup-*"]).await;
}

#[tokio::test]
async fn r_07_a_claim_that_stands_twice_is_refused() {
    assert_refused(&["claims/dup-*-last", "claims/dup-*", "payload/dup-*"]).await;
}

#[tokio::test]
async fn r_08_unknown_claims_and_header_members_are_ignored() {
    assert_accepted(&["valid/unknown-claim-*", "valid/unknown-header-*"]).await;
}

#[tokio::test]
async fn r_09_length_depth_and_members_are_bounded() {
    assert_refused(&[
        "payload/huge-*",
        "payload/deep-*",
        "header/json-huge-*",
        "structure/dots-*",
        "structure/huge-*",
    ])
    .await;
    assert_accepted(&["valid/long-*", "valid/deep-*", "valid/wide-*"]).await;
}

/// To the byte; the cost of both is counted in `bounds`.
#[test]
fn r_09_the_limit_is_8192_bytes() {
    for algorithm in Algorithm::ALL {
        let (auth, forge) = (auth_at(algorithm, NOW), Forge::of(algorithm));
        assert!(auth.verify(&forge.of_length(8_192)).is_ok(), "{algorithm}");
        assert!(auth.verify(&forge.of_length(8_193)).is_err(), "{algorithm}");
    }
}

#[tokio::test]
async fn r_10_dates_are_json_numbers() {
    assert_refused(&["claims/exp-*", "claims/nbf-*", "claims/iat-*"]).await;
}

#[tokio::test]
async fn r_11_names_are_strings_and_audiences_strings_or_lists_of_them() {
    assert_refused(&[
        "claims/iss-array*",
        "claims/iss-object*",
        "claims/iss-number",
        "claims/sub-array*",
        "claims/sub-object*",
        "claims/sub-number",
        "claims/jti-array*",
        "claims/jti-number",
        "claims/aud-nested-array*",
        "claims/aud-object*",
        "claims/aud-number",
    ])
    .await;
}

#[tokio::test]
async fn r_12_names_are_compared_byte_for_byte() {
    assert_refused(&["claims/iss-*", "claims/aud-*"]).await;
}

#[tokio::test]
async fn r_13_other_valid_spellings_are_accepted() {
    assert_accepted(&["valid/*"]).await;
    for algorithm in Algorithm::ALL {
        let spellings = [
            "valid/json-*",
            "valid/escaped-*",
            "valid/*-reversed",
            "valid/aud-array-*",
            "valid/*-fraction*",
        ];
        assert!(number_of(algorithm, &spellings) >= 25, "{algorithm}");
    }
}
