//! The allocations of verification.

use allocation_counter::{AllocationInfo, measure};
use jwt_guard::Algorithm;
use jwt_guard::prelude::*;
use tokio::runtime::Builder;

use crate::app::NOW;
use crate::attack;
use crate::forge::{Forge, usual_claims};
use crate::object::string;
use crate::service::{Service, Strict, auth_at, request};

/// What 256 members need at most, however short the token is that has them: 24 bytes each, and half as much again while
/// a list grows.
const FOR_MEMBERS: u64 = 256 * 24 * 3 / 2;
/// The most allocations that one token may cause: one for each member, and what all tokens need.
const ALLOCATIONS: u64 = 256 + 64;

/// An instance that has accepted the usual token, so that what is set up only once in a thread is there.
fn settled(algorithm: Algorithm) -> Auth<Strict> {
    let auth = auth_at(algorithm, NOW);
    let usual = Forge::of(algorithm).usual().token();
    auth.verify(&usual).expect("nothing is wrong with it");
    auth
}

/// What verifying a token allocates.
fn cost(auth: &Auth<Strict>, token: &str) -> AllocationInfo {
    measure(|| {
        let _ = auth.verify(token);
    })
}

#[test]
fn memory_is_bounded_by_twice_the_token_and_the_number_of_members() {
    for algorithm in Algorithm::ALL {
        let auth = settled(algorithm);
        let greedy = greedy(&Forge::of(algorithm));
        let cases = attack::cases(algorithm)
            .iter()
            .map(|case| (case.path(), &case.token));
        for (name, token) in cases.chain(greedy.iter().map(|(name, token)| ((*name).into(), token)))
        {
            let cost = cost(&auth, token);
            let most = 2 * u64::try_from(token.len()).unwrap() + FOR_MEMBERS;
            assert!(
                cost.bytes_max <= most,
                "{algorithm} {name}: {cost:?} for {} bytes",
                token.len()
            );
            assert!(
                cost.count_total <= ALLOCATIONS,
                "{algorithm} {name}: {cost:?}"
            );
            if auth.verify(token).is_err() {
                assert_eq!(
                    cost.bytes_current, 0,
                    "{algorithm} {name} left something behind: {cost:?}"
                );
            }
        }
    }
}

/// Tokens that make the reader keep as much as it can for each byte.
fn greedy(forge: &Forge) -> Vec<(&'static str, String)> {
    let list = |count: usize, text: &str| format!("[{}]", vec![text; count].join(","));
    let members: Vec<_> = (0..240).map(|at| format!("\"{at:x}\":0")).collect();
    let open = usual_claims().text();
    let open = open.strip_suffix('}').unwrap();
    let claims = usual_claims();
    vec![
        (
            "many audiences",
            forge.of_claims(&claims.clone().with("aud", list(240, "\"\""))),
        ),
        (
            "many escaped audiences",
            forge.of_claims(&claims.clone().with("aud", list(240, "\"\\n\""))),
        ),
        (
            "many scopes",
            forge.of_claims(&claims.clone().with("scope", list(240, "\"a\""))),
        ),
        (
            "many members",
            forge.of_payload(format!("{open},{}}}", members.join(","))),
        ),
        (
            "a long escaped name",
            forge.of_payload(format!("{open},\"\\n{}\":0}}", "x".repeat(4_000))),
        ),
        (
            "a long escaped text",
            forge.of_claims(
                &claims
                    .clone()
                    .with("sub", format!("\"\\n{}\"", "x".repeat(4_000))),
            ),
        ),
        (
            "a long text for a date",
            forge.of_claims(&claims.with("exp", string(&"\0".repeat(700)))),
        ),
    ]
}

#[test]
fn a_token_over_the_limit_costs_nothing() {
    for algorithm in Algorithm::ALL {
        let auth = settled(algorithm);
        let forge = Forge::of(algorithm);
        for length in [8_193, 10_000, 1_000_000] {
            for token in [
                ".".repeat(length),
                "a.".repeat(length / 2 + 1),
                forge.of_length(length),
            ] {
                assert_eq!(
                    cost(&auth, &token).count_total,
                    0,
                    "{algorithm}, {length} bytes"
                );
            }
        }
    }
}

/// Under a header that was accepted before, as that of every forger is who has seen a token.
#[test]
fn a_wrong_signature_costs_no_memory() {
    for algorithm in Algorithm::ALL {
        let auth = settled(algorithm);
        let patterns = [
            "signature/flipped-*",
            "signature/all-*",
            "signature/empty",
            "signature/of-a-later-exp",
        ];
        for case in attack::selected(algorithm, &patterns) {
            assert_eq!(
                cost(&auth, &case.token).count_total,
                0,
                "{algorithm} {}",
                case.path()
            );
        }
    }
}

/// The whole request, from its header to the body of the response.
#[test]
fn the_answer_to_a_refused_request_costs_the_same_for_every_length() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let service = runtime.block_on(Service::of(Algorithm::HS256));
    let forge = Forge::of(Algorithm::HS256);
    let cost = |token: &str| {
        let sent = request(token);
        measure(|| {
            runtime.block_on(service.send(sent));
        })
    };
    let short = cost("a.b.c");
    for length in [8_193, 20_000, 60_000] {
        let long = cost(&forge.of_length(length));
        assert_eq!(
            (long.count_total, long.bytes_total),
            (short.count_total, short.bytes_total),
            "{length} bytes"
        );
    }
}
