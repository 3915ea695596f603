//! The content of the tokens that the service mints (RFC 9068 §2.2).

use std::collections::HashSet;

use jwt_guard::Algorithm;
use serde_json::{Value, json};

use crate::app::NOW;
use crate::forge::decode;
use crate::service::{AUDIENCE, ISSUER, KEY_ID, SUBJECT, auth_at};

/// Header and claims of a token that was minted with nothing but a subject.
fn minted(algorithm: Algorithm) -> [Value; 2] {
    let token = auth_at(algorithm, NOW).mint(SUBJECT).token().unwrap();
    let mut segments = token.split('.').map(decode);
    [segments.next(), segments.next()]
        .map(|segment| serde_json::from_slice(&segment.unwrap()).unwrap())
}

#[test]
fn r_46_a_minted_token_says_that_it_is_an_access_token() {
    for algorithm in Algorithm::ALL {
        let [header, _] = minted(algorithm);
        assert_eq!(
            header,
            json!({"typ": "at+jwt", "alg": algorithm.name(), "kid": KEY_ID})
        );
    }
}

/// Nothing personal is in a token unless the application puts it there.
#[test]
fn r_48_r_53_a_minted_token_has_the_claims_of_an_access_token_and_no_others() {
    for algorithm in Algorithm::ALL {
        let [_, mut claims] = minted(algorithm);
        let id = claims.as_object_mut().unwrap().remove("jti").unwrap();
        assert_eq!(decode(id.as_str().unwrap()).len(), 16, "{algorithm}");
        assert_eq!(
            claims,
            json!({"iss": ISSUER, "sub": SUBJECT, "aud": AUDIENCE, "exp": NOW + 900, "nbf": NOW, "iat": NOW}),
            "{algorithm}"
        );
    }
}

#[test]
fn r_50_a_hundred_thousand_tokens_have_as_many_ids() {
    let auth = auth_at(Algorithm::HS256, NOW);
    let ids: HashSet<_> = (0..100_000)
        .map(|_| {
            let token = auth.mint("1").token().unwrap();
            let claims: Value =
                serde_json::from_slice(&decode(token.split('.').nth(1).unwrap())).unwrap();
            decode(claims["jti"].as_str().unwrap())
        })
        .collect();
    assert_eq!(ids.len(), 100_000);
    // 128 bits, of which none is always the same, as one of a version of a UUID is.
    let [ones, zeros] = ids
        .iter()
        .fold([[0_u8; 16], [0_u8; 16]], |[mut ones, mut zeros], id| {
            for (at, byte) in id.iter().enumerate() {
                ones[at] |= byte;
                zeros[at] |= !byte;
            }
            [ones, zeros]
        });
    assert_eq!([ones, zeros], [[0xff; 16]; 2]);
}
