//! Algorithms and keys that a token tries to choose (RFC 7515, RFC 7517, RFC 7518, RFC 8725). The configuration of keys is
//! tested in `start_up` and `key_pairs`.

use std::collections::HashSet;

use jwt_guard::Algorithm;
use jwt_guard::prelude::Secret;

use super::{ECDSA, RSA_PSS, assert_accepted, assert_all, assert_refused, number_of};
use crate::attack;
use crate::case::Expect;
use crate::listener::LISTENER;

#[tokio::test]
async fn r_20_only_the_configured_algorithm_is_ever_computed() {
    assert_refused(&["alg-type/*", "alg-confusion/*"]).await;
}

#[tokio::test]
async fn r_21_a_key_has_exactly_one_algorithm() {
    assert_refused(&["alg-confusion/same-key-*"]).await;
    for algorithm in Algorithm::ALL {
        assert!(
            number_of(algorithm, &["alg-confusion/same-key-labelled-*"])
                == Algorithm::ALL.len() - 1,
            "{algorithm}"
        );
    }
}

#[tokio::test]
async fn r_22_alg_is_there_a_string_and_compared_with_its_case() {
    assert_refused(&["alg-type/alg-*"]).await;
}

#[tokio::test]
async fn r_23_an_unsigned_token_is_refused() {
    assert_refused(&["alg-none/*"]).await;
}

#[tokio::test]
async fn r_27_an_ecdsa_signature_is_two_numbers_of_a_fixed_length_in_range() {
    assert_all(
        Expect::Refuse,
        &ECDSA,
        &[
            "signature/ecdsa-*",
            "signature/cut-*",
            "signature/longer-*",
            "signature/all-*",
        ],
    )
    .await;
    assert_all(Expect::Accept, &ECDSA, &["valid/ecdsa-s-negated"]).await;
}

#[tokio::test]
async fn r_28_salt_and_mask_of_pss_are_those_of_the_hash() {
    assert_all(Expect::Refuse, &RSA_PSS, &["signature/pss-*"]).await;
    assert_all(Expect::Accept, &RSA_PSS, &["valid/pss-by-hand"]).await;
}

#[tokio::test]
async fn r_29_an_ed25519_signature_is_canonical() {
    assert_all(
        Expect::Refuse,
        &[Algorithm::EdDSA, Algorithm::Ed25519],
        &[
            "signature/ed25519-*",
            "signature/cut-*",
            "signature/longer-*",
        ],
    )
    .await;
}

/// What compiles only for a type that offers no `==`.
trait NoComparison<A> {
    fn is_there() -> bool {
        true
    }
}

impl<T> NoComparison<()> for T {}
impl<T: PartialEq> NoComparison<u8> for T {}

/// The times themselves are compared by the benchmark `timing`. This much is certain without it: a secret cannot be compared
/// by the `==` that stops at the first difference.
#[test]
fn r_32_a_secret_has_no_comparison_that_stops_early() {
    assert!(<Secret as NoComparison<_>>::is_there());
}

#[tokio::test]
async fn r_33_crit_is_refused_whatever_it_holds() {
    assert_refused(&["header/crit-*"]).await;
    assert!(number_of(Algorithm::HS256, &["header/crit-*"]) >= 11);
}

#[tokio::test]
async fn r_34_b64_is_refused() {
    assert_refused(&["header/b64-*"]).await;
}

#[tokio::test]
async fn r_35_a_token_brings_no_key_and_causes_no_connection() {
    assert_refused(&["header/jku-*", "header/x5u-*", "header/jwk*", "header/x5c*"]).await;
    assert_accepted(&[
        "valid/unknown-jku-*",
        "valid/unknown-x5u-*",
        "valid/unknown-jwk",
        "valid/unknown-x5c",
    ])
    .await;
    assert_eq!(LISTENER.connections(), 0);
}

#[tokio::test]
async fn r_36_a_kid_is_looked_up_and_nothing_else() {
    assert_refused(&["kid/*", "kid/unknown-huge-257", "kid/unknown-newline"]).await;
    assert_eq!(LISTENER.connections(), 0);
}

#[tokio::test]
async fn r_37_the_headers_algorithm_must_be_the_keys() {
    assert_refused(&["alg-confusion/*-labelled-*"]).await;
    for algorithm in Algorithm::ALL {
        let named: HashSet<_> =
            attack::selected(algorithm, &["alg-confusion/fitting-key-labelled-*"])
                .iter()
                .map(|case| case.name.rsplit('-').next().unwrap())
                .collect();
        assert_eq!(named.len(), Algorithm::ALL.len() - 1, "{algorithm}");
    }
}

#[tokio::test]
async fn r_38_the_other_name_of_ed25519_is_refused_unless_configured() {
    for algorithm in [Algorithm::EdDSA, Algorithm::Ed25519] {
        assert_all(Expect::Refuse, &[algorithm], &["alg-confusion/alias-*"]).await;
        assert_all(
            Expect::Refuse,
            &[algorithm],
            &["alg-confusion/same-key-as-Ed*"],
        )
        .await;
    }
}
