//! Tokens that were verified before, and are in the cache.

use std::hint::black_box;

use jwt_guard::Algorithm;
use jwt_guard::prelude::*;

use crate::operation::Operation;
use crate::rounds::Estimate;
use crate::scaling::{Worker, gain};
use crate::service::{AUDIENCE, ISSUER, Key, SCOPES, SUBJECT};

/// How many tokens are cached at once: more than the caches next to the processor hold.
const MANY: usize = 1_024;
/// How often a thread verifies in a turn: so few that two processors are idle for them now and then.
const REPETITIONS: u32 = 2_000;

/// A service with a cache of verified tokens, as services have.
#[derive(AuthConfig)]
#[auth(access_ttl = "1h", leeway = "60s")]
struct CachingApi {
    secret: Secret,
    issuer: String,
    audience: String,
}

/// Tokens, each of which was verified once.
pub(crate) struct CachedTokens {
    auth: Auth<CachingApi>,
    tokens: Vec<String>,
}

impl CachedTokens {
    pub(crate) fn new() -> Self {
        let key = Key::of(Algorithm::HS256);
        let config = CachingApi {
            secret: key.secret().expect("the key is a secret").into(),
            issuer: ISSUER.into(),
            audience: AUDIENCE.into(),
        };
        let auth = Auth::builder(config)
            .build()
            .expect("the configuration is right");
        let tokens: Vec<String> = (0..MANY)
            .map(|_| auth.mint(SUBJECT).scopes(SCOPES).token())
            .collect::<Result<_, _>>()
            .expect("the tokens can be minted");
        for token in &tokens {
            auth.verify(token).expect("the token verifies");
        }
        Self { auth, tokens }
    }

    /// One token over and over, and many in turn.
    pub(crate) fn operations(&self, name: &str) -> [Operation<'_>; 2] {
        [("one token", 1), ("1,024 tokens", MANY)].map(|(what, count)| {
            let worker = self.worker(0, count);
            Operation::new(format!("{name} {what}"), worker)
        })
    }

    /// How many times as many tokens two threads verify as one: the same, one each, many in turn.
    pub(crate) fn gains(&self, rounds: usize) -> [Estimate; 3] {
        [(0, 1), (1, 1), (MANY / 2, MANY)].map(|(second, count)| {
            gain(
                rounds,
                REPETITIONS,
                || self.worker(0, count),
                || [self.worker(0, count), self.worker(second, count)],
            )
        })
    }

    /// Verifies so many of the tokens in turn, and begins with one of them.
    fn worker(&self, first: usize, count: usize) -> Worker<'_> {
        let mut at = 0;
        Box::new(move |times| {
            for _ in 0..times {
                // A step that comes to every token, but not to neighbours.
                at = (at + 389) % count;
                let token = &self.tokens[(first + at) % MANY];
                black_box(self.auth.verify(black_box(token))).expect("the token verifies");
            }
        })
    }
}
