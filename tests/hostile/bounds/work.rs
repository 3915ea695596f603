//! How often claims are read, members are visited, and the clock is read.

use std::cell::Cell;
use std::thread::LocalKey;

use jwt_guard::Algorithm;
use jwt_guard::claim::{ClaimSet, FromUser};
use jwt_guard::clock::Clock;
use jwt_guard::prelude::*;
use serde::de::{IgnoredAny, MapAccess};
use serde::ser::SerializeMap;

use crate::app::NOW;
use crate::attack;
use crate::case::{Case, Expect};
use crate::key;

thread_local! {
    static TIMES_READ: Cell<usize> = const { Cell::new(0) };
    static MEMBERS_SEEN: Cell<usize> = const { Cell::new(0) };
    static LOOKS_AT_THE_CLOCK: Cell<usize> = const { Cell::new(0) };
}

fn count(counter: &'static LocalKey<Cell<usize>>) {
    counter.set(counter.get() + 1);
}

/// Claims that count how often they are read, and how many members they are shown.
struct Counted;

struct Reading;

impl Default for Reading {
    fn default() -> Self {
        count(&TIMES_READ);
        Self
    }
}

impl ClaimSet for Counted {
    const NAMES: &'static [&'static str] = &[];
    const REQUIRED: &'static [&'static str] = &[];

    type Partial = Reading;

    fn unset() -> Option<Self> {
        Some(Self)
    }

    fn read<'de, A: MapAccess<'de>>(
        _: &mut Reading,
        _: &str,
        map: &mut A,
    ) -> Result<bool, A::Error> {
        count(&MEMBERS_SEEN);
        map.next_value().map(|IgnoredAny| true)
    }

    fn finish(_: Reading) -> Result<Self, &'static str> {
        Ok(Self)
    }

    fn write<M: SerializeMap>(&self, _: &mut M) -> Result<(), M::Error> {
        Ok(())
    }
}

impl<U: Sync> FromUser<U> for Counted {
    async fn from_user(_: &U) -> Result<Self, BackendError> {
        Ok(Self)
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

/// How often the claims of a case are read, how many members are visited, and how often the clock is read.
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
