//! Every token through the whole service, once for each algorithm.

use std::collections::HashSet;

use jwt_guard::Algorithm;

use crate::attack;
use crate::case::{Case, Expect};
use crate::listener::LISTENER;
use crate::service::Service;

/// As many different tokens are made for every algorithm, at least, so that none is lost unnoticed.
const LEAST_REFUSED: usize = 2_100;
const LEAST_ACCEPTED: usize = 170;

async fn every_token_is_answered_right(algorithm: Algorithm) {
    assert_answered_right(algorithm, attack::cases(algorithm)).await;
    assert_eq!(LISTENER.connections(), 0, "a token caused a connection");
}

/// Sends these cases to a service, each once in a run of the tests, and reports all wrong responses.
pub(crate) async fn assert_answered_right(
    algorithm: Algorithm,
    cases: impl IntoIterator<Item = &'static Case>,
) {
    let service = Service::of(algorithm).await;
    let mut mismatches = service.mismatch_of_refusals(algorithm);
    for case in cases {
        let mismatch = match case.mismatch.get() {
            Some(known) => known.clone(),
            None => {
                let found = service.mismatch(case).await;
                case.mismatch.get_or_init(|| found).clone()
            }
        };
        if let Some(got) = mismatch {
            mismatches.push(format!(
                "{} should be {:?} ({}): {got}",
                case.path(),
                case.expect,
                case.why
            ));
        }
    }
    assert!(
        mismatches.is_empty(),
        "{algorithm}: {} tokens are answered wrongly:\n{}",
        mismatches.len(),
        mismatches.join("\n")
    );
}

macro_rules! for_every_algorithm {
    ($($name:ident: $algorithm:ident;)*) => {
        $(#[tokio::test]
        async fn $name() {
            every_token_is_answered_right(Algorithm::$algorithm).await;
        })*
    };
}

for_every_algorithm! {
    every_hs256_token_is_answered_right: HS256;
    every_hs384_token_is_answered_right: HS384;
    every_hs512_token_is_answered_right: HS512;
    every_rs256_token_is_answered_right: RS256;
    every_rs384_token_is_answered_right: RS384;
    every_rs512_token_is_answered_right: RS512;
    every_ps256_token_is_answered_right: PS256;
    every_ps384_token_is_answered_right: PS384;
    every_ps512_token_is_answered_right: PS512;
    every_es256_token_is_answered_right: ES256;
    every_es384_token_is_answered_right: ES384;
    every_es512_token_is_answered_right: ES512;
    every_eddsa_token_is_answered_right: EdDSA;
    every_ed25519_token_is_answered_right: Ed25519;
}

#[test]
fn every_algorithm_is_attacked_with_two_thousand_different_tokens() {
    for algorithm in Algorithm::ALL {
        let cases = attack::cases(algorithm);
        let of = |expect| {
            let tokens = cases.iter().filter(|case| case.expect == expect);
            tokens.map(|case| &case.token).collect::<HashSet<_>>().len()
        };
        let (refused, accepted) = (of(Expect::Refuse) + of(Expect::Forbid), of(Expect::Accept));
        assert!(refused >= LEAST_REFUSED, "{algorithm}: {refused} refused");
        assert!(
            accepted >= LEAST_ACCEPTED,
            "{algorithm}: {accepted} accepted"
        );
        let names: HashSet<_> = cases.iter().map(|case| case.path()).collect();
        assert_eq!(
            names.len(),
            cases.len(),
            "{algorithm}: a name is there twice"
        );
    }
}
