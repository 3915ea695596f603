//! One test for each requirement on a verifier of access tokens, by its number: the format of tokens, algorithms and
//! keys, claims.

mod claims;
mod format;
mod issuers;
mod key_pairs;
mod keys;
mod minted;
mod scopes;
mod start_up;

use jwt_guard::Algorithm;

use crate::attack;
use crate::case::{Case, Expect};
use crate::every_algorithm::assert_answered_right;

/// The cases that the patterns select, for each of these algorithms, with what they all should be.
async fn assert_all(expect: Expect, algorithms: &[Algorithm], patterns: &[&str]) {
    for &algorithm in algorithms {
        let cases = attack::selected(algorithm, patterns);
        let others: Vec<_> = cases
            .iter()
            .filter(|case| case.expect != expect)
            .map(|case| case.path())
            .collect();
        assert!(
            others.is_empty(),
            "{algorithm}: not all of {patterns:?} are {expect:?}: {others:?}"
        );
        assert_answered_right(algorithm, cases).await;
    }
}

/// None of the cases is accepted, whatever the algorithm.
async fn assert_refused(patterns: &[&str]) {
    assert_all(Expect::Refuse, &Algorithm::ALL, patterns).await;
}

/// Every one of the cases is accepted, whatever the algorithm.
async fn assert_accepted(patterns: &[&str]) {
    assert_all(Expect::Accept, &Algorithm::ALL, patterns).await;
}

/// How many cases the patterns select.
fn number_of(algorithm: Algorithm, patterns: &[&str]) -> usize {
    let cases: Vec<&Case> = attack::selected(algorithm, patterns);
    cases.len()
}

const ECDSA: [Algorithm; 3] = [Algorithm::ES256, Algorithm::ES384, Algorithm::ES512];
const RSA_PSS: [Algorithm; 3] = [Algorithm::PS256, Algorithm::PS384, Algorithm::PS512];
