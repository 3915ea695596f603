//! A service for each algorithm.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use proptest::test_runner::Config as ProptestConfig;
use serde::{Deserialize, Serialize};

use crate::fixtures::{fixtures, key_of};

/// When every test happens, in seconds since the Unix epoch.
pub(crate) const NOW: i64 = 1_800_000_000;

#[derive(AuthConfig)]
#[auth(claims = Profile)]
pub(crate) struct Api {
    pub(crate) algorithm: Algorithm,
    pub(crate) secret: Option<Secret>,
    pub(crate) private_key: Option<Secret>,
    pub(crate) issuer: Option<String>,
    pub(crate) audience: Option<Vec<String>>,
    pub(crate) client_id: Option<Vec<String>>,
    pub(crate) leeway: Option<String>,
    pub(crate) cache: bool,
}

/// Claims of every type that JSON has.
#[derive(Claim, Debug, Clone, PartialEq)]
pub(crate) struct Profile {
    pub(crate) name: String,
    #[claim(name = "https://example.com/team")]
    pub(crate) team: Option<String>,
    pub(crate) balance: i64,
    pub(crate) ratio: f64,
    pub(crate) flags: Vec<bool>,
    pub(crate) address: Option<Address>,
    pub(crate) labels: BTreeMap<String, u64>,
    pub(crate) grade: char,
}

#[derive(Serialize, Deserialize, Debug, Clone, PartialEq)]
pub(crate) enum Address {
    None,
    Street { name: String, number: u16 },
    Box(u32),
}

impl Profile {
    pub(crate) fn plain() -> Self {
        Self {
            name: "Ada".into(),
            team: None,
            balance: 0,
            ratio: 0.5,
            flags: Vec::new(),
            address: None,
            labels: BTreeMap::new(),
            grade: 'A',
        }
    }
}

pub(crate) fn config(algorithm: Algorithm) -> Api {
    let key = &fixtures()[key_of(algorithm)];
    let secret = |name: &str| key[name].as_str().map(Secret::from);
    Api {
        algorithm,
        secret: secret("secret"),
        private_key: secret("private_pem"),
        issuer: None,
        audience: None,
        client_id: None,
        leeway: None,
        cache: true,
    }
}

pub(crate) fn build(config: Api, now: i64) -> Auth<Api> {
    let builder = Auth::builder(config).clock(FrozenClock::at(now));
    builder.build().unwrap()
}

/// So many cases, other ones in each run. What fails is said, and nothing is written beside the sources.
pub(crate) fn cases_of(cases: u32) -> ProptestConfig {
    ProptestConfig {
        cases,
        failure_persistence: None,
        max_shrink_iters: 10_000,
        ..ProptestConfig::default()
    }
}

/// A service for each algorithm. They remember tokens that were verified.
pub(crate) static ALL: LazyLock<Vec<(Algorithm, Auth<Api>)>> = LazyLock::new(|| {
    let build = |algorithm| (algorithm, build(config(algorithm), NOW));
    Algorithm::ALL.into_iter().map(build).collect()
});
