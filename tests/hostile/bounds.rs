//! What refusing costs, in counts: memory and work depend on the limits, not on what somebody sends.

use std::cell::Cell;

use allocation_counter::{AllocationInfo, measure};
use jwt_guard::Algorithm;
use jwt_guard::claim::ClaimSet;
use jwt_guard::clock::Clock;
use jwt_guard::prelude::*;
use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde::ser::{SerializeMap, Serializer};
use tokio::runtime::Builder;

use crate::app::NOW;
use crate::attack;
use crate::case::{Case, Expect};
use crate::forge::{Forge, usual_claims};
use crate::key;
use crate::object::string;
use crate::service::{Service, Strict, auth_at};

/// What 256 members need at most, however short the token is that has them: 24 bytes each, and half as much again while
/// a list grows.
const FOR_MEMBERS: u64 = 256 * 24 * 3 / 2;
/// The most allocations that one token may cause: one for each member, and what all tokens need.
const ALLOCATIONS: u64 = 256 + 64;

/// What verifying a token allocates.
fn cost(auth: &Auth<Strict>, token: &str) -> AllocationInfo {
    measure(|| {
        let _ = auth.verify(token);
    })
}

#[test]
fn memory_is_bounded_by_twice_the_token_and_the_number_of_members() {
    for algorithm in Algorithm::ALL {
        let auth = auth_at(algorithm, NOW);
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
            assert_eq!(cost.bytes_current, 0, "{algorithm} {name}: {cost:?}");
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
        let auth = auth_at(algorithm, NOW);
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

/// The signature is checked before anything is decoded, and into a buffer of its own.
#[test]
fn a_wrong_signature_costs_no_memory() {
    for algorithm in Algorithm::ALL {
        let auth = auth_at(algorithm, NOW);
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

/// The whole answer, from the request's header to the body.
#[test]
fn the_answer_to_a_refused_request_costs_the_same_for_every_length() {
    let runtime = Builder::new_current_thread().build().unwrap();
    let service = runtime.block_on(Service::of(Algorithm::HS256));
    let forge = Forge::of(Algorithm::HS256);
    let cost = |token: &str| {
        let request = crate::service::request(token);
        measure(|| {
            runtime.block_on(service.send(request));
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

thread_local! {
    static TIMES_READ: Cell<usize> = const { Cell::new(0) };
    static MEMBERS_SEEN: Cell<usize> = const { Cell::new(0) };
    static LOOKS_AT_THE_CLOCK: Cell<usize> = const { Cell::new(0) };
}

fn count(counter: &'static std::thread::LocalKey<Cell<usize>>) {
    counter.set(counter.get() + 1);
}

/// Claims that count how often they are read, and how many members they are shown.
struct Counted;

impl ClaimSet for Counted {
    const NAMES: &'static [&'static str] = &[];
    const REQUIRED: &'static [&'static str] = &[];

    fn unset() -> Option<Self> {
        Some(Self)
    }

    fn deserialize_claims<'de, D: Deserializer<'de>>(claims: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Counted;

            fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str("members")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Counted, A::Error> {
                while let Some((IgnoredAny, IgnoredAny)) = map.next_entry()? {
                    count(&MEMBERS_SEEN);
                }
                Ok(Counted)
            }
        }

        count(&TIMES_READ);
        claims.deserialize_map(Members)
    }

    fn serialize_claims<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_map(Some(0))?.end()
    }
}

struct Watch;

impl Clock for Watch {
    fn now(&self) -> i64 {
        count(&LOOKS_AT_THE_CLOCK);
        NOW
    }
}

#[derive(AuthConfig)]
#[auth(
    issuer = "https://issuer.example.com",
    audience = "https://api.example.com",
    key_id = "key-1",
    claims = Counted
)]
struct Counting {
    algorithm: Algorithm,
    secret: Option<Secret>,
    private_key: Option<Secret>,
}

/// How often the claims of a case are read, how many members are seen, and how often the clock is looked at.
fn work(auth: &Auth<Counting>, case: &Case) -> [usize; 3] {
    let counters = [&TIMES_READ, &MEMBERS_SEEN, &LOOKS_AT_THE_CLOCK];
    for counter in counters {
        counter.set(0);
    }
    let verified = auth.verify(&case.token).is_ok();
    assert_eq!(verified, case.expect != Expect::Refuse, "{}", case.path());
    counters.map(|counter| counter.get())
}

#[test]
fn claims_are_read_once_and_only_if_the_signature_is_right() {
    for algorithm in Algorithm::ALL {
        let text = |form| key::text(key::name_of(algorithm), form).map(Secret::from);
        let auth = Auth::builder(Counting {
            algorithm,
            secret: text("secret"),
            private_key: text("private_pem"),
        })
        .clock(Watch)
        .build()
        .unwrap();
        for case in attack::cases(algorithm) {
            let [read, members, looks] = work(&auth, case);
            assert!(read <= 1, "{algorithm} {}: read {read} times", case.path());
            assert!(
                members <= 256,
                "{algorithm} {}: {members} members",
                case.path()
            );
            assert!(
                looks <= 1,
                "{algorithm} {}: {looks} looks at the clock",
                case.path()
            );
        }
        let unsigned = attack::selected(
            algorithm,
            &[
                "alg-none/*",
                "alg-type/*",
                "alg-confusion/*",
                "weak-secret/*",
                "kid/*",
                "signature/flipped-*",
                "header/json-*",
                "header/dup-*",
                "header/crit-*",
                "header/b64-*",
                "header/jku-*",
                "header/jwk*",
            ],
        );
        for case in unsigned {
            assert_eq!(work(&auth, case)[0], 0, "{algorithm} {}", case.path());
        }
    }
}
