//! A cache of verified tokens.
//!
//! A hit saves the signature check and the parsing, never a decision: the caller checks the dates, and whatever else can
//! change, on every request. Only tokens that passed verification are added, so that it cannot be filled without a key. It
//! has a fixed number of entries, two for each hash, and the newest token replaces an older one.

use std::hash::BuildHasher;
use std::sync::Arc;

use arc_swap::ArcSwapOption;
use aws_lc_rs::rand;
use foldhash::SharedSeed;
use foldhash::quality::SeedableRandomState;

use super::cached_token::CachedToken;
use crate::key::Key;
use crate::token::verified::Verified;

/// Tokens of more than 2048 bytes are verified each time, so that the size of the cache is bounded in bytes too.
const MAX_CACHED_BYTES: usize = 2048;

/// In how many places a token may be: the cache is two-way set-associative.
const WAYS: usize = 2;

pub(crate) struct TokenCache<T> {
    places: Box<[ArcSwapOption<CacheEntry<T>>]>,
    hash: SeedableRandomState,
}

struct CacheEntry<T> {
    hash: u64,
    token: CachedToken,
    key: Arc<Key>,
    verified: Arc<Verified<T>>,
}

impl<T> TokenCache<T> {
    /// A cache for `capacity` tokens, rounded up to a power of two.
    pub(crate) fn new(capacity: usize) -> Self {
        let places = capacity.max(WAYS).next_power_of_two();
        // Without random bytes, the seed of the process is used alone; whole tokens are compared in any case.
        let mut seed = [0; 8];
        let _ = rand::fill(&mut seed);
        Self {
            places: (0..places).map(|_| ArcSwapOption::empty()).collect(),
            hash: SeedableRandomState::with_seed(
                u64::from_ne_bytes(seed),
                SharedSeed::global_random(),
            ),
        }
    }

    /// The claims of a cached token, if the key that it was verified with is still valid at the time `now`.
    pub(crate) fn find(&self, token: &[u8], now: i64) -> Option<Arc<Verified<T>>> {
        if token.len() > MAX_CACHED_BYTES {
            return None;
        }
        let hash = self.hash.hash_one(token);
        self.places_for(hash).iter().find_map(|place| {
            let entry = place.load();
            entry
                .as_deref()
                .filter(|entry| {
                    entry.hash == hash && entry.token.is(token) && entry.key.is_live(now)
                })
                .map(|entry| Arc::clone(&entry.verified))
        })
    }

    /// Adds a token that passed verification with this key.
    pub(crate) fn remember(&self, token: &[u8], key: &Arc<Key>, verified: &Arc<Verified<T>>) {
        if token.len() > MAX_CACHED_BYTES {
            return;
        }
        let hash = self.hash.hash_one(token);
        let places = self.places_for(hash);
        let is_free = |place: &&ArcSwapOption<CacheEntry<T>>| {
            place
                .load()
                .as_deref()
                .is_none_or(|entry| entry.hash == hash || entry.expires_before(verified))
        };
        let place = places.iter().find(is_free).or_else(|| places.first());
        if let Some(place) = place {
            place.store(Some(Arc::new(CacheEntry {
                hash,
                token: CachedToken::new(token),
                key: Arc::clone(key),
                verified: Arc::clone(verified),
            })));
        }
    }

    /// Removes tokens that were signed with keys that are no longer valid.
    pub(crate) fn forget_retired(&self, now: i64) {
        for place in &self.places {
            let retired = |entry: &CacheEntry<T>| !entry.key.is_live(now);
            if place.load().as_deref().is_some_and(retired) {
                place.store(None);
            }
        }
    }

    fn places_for(&self, hash: u64) -> &[ArcSwapOption<CacheEntry<T>>] {
        #[expect(
            clippy::cast_possible_truncation,
            reason = "only as many bits are used as there are places"
        )]
        let first = (hash as usize) & self.places.len().saturating_sub(WAYS);
        self.places
            .get(first..first.saturating_add(WAYS))
            .unwrap_or_default()
    }

    #[cfg(test)]
    fn len(&self) -> usize {
        let filled = self.places.iter().filter(|place| place.load().is_some());
        filled.count()
    }
}

impl<T> CacheEntry<T> {
    fn expires_before(&self, other: &Verified<T>) -> bool {
        self.verified.expires_at() < other.expires_at()
    }
}

#[cfg(test)]
mod tests {
    use jwt_syntax::algorithm::Algorithm;

    use super::*;
    use crate::claim::NoClaims;
    use crate::key::Secret;
    use crate::token::profile::Profile;
    use crate::token::registered::{RegisteredClaims, Times, parse_claims};
    use crate::token::verified::{Provenance, VerifierId};

    fn key() -> Arc<Key> {
        Arc::new(Key::secret(Algorithm::HS256, &Secret::random().unwrap()).unwrap())
    }

    fn verified(subject: &str, expires_at: i64) -> Arc<Verified<NoClaims>> {
        let json = format!(r#"{{"exp":{expires_at}}}"#);
        let profile = Profile::default();
        let mut claims = RegisteredClaims::new(&profile, None);
        let custom: NoClaims = parse_claims(&json, &mut claims).unwrap();
        let times = Times::of(&claims, true).unwrap();
        let provenance = Provenance {
            verifier: VerifierId::next(),
            is_foreign: false,
            exact_scopes: false,
        };
        Verified::new(subject, None, &mut claims, times, provenance, custom)
    }

    #[test]
    fn only_the_very_same_token_is_known() {
        let (cache, key) = (TokenCache::new(8), key());
        cache.remember(b"a.b.c", &key, &verified("1", 10));
        assert_eq!(cache.find(b"a.b.c", 0).unwrap().subject(), "1");
        for other in ["a.b.d", "a.b", "a.b.cc", "", "A.b.c"] {
            assert!(cache.find(other.as_bytes(), 0).is_none(), "{other}");
        }
    }

    #[test]
    fn no_two_caches_put_a_token_in_the_same_place() {
        let hash = |token: &str| {
            TokenCache::<NoClaims>::new(8)
                .hash
                .hash_one(token.as_bytes())
        };
        assert_ne!(hash("a.b.c"), hash("a.b.c"));
    }

    #[test]
    fn two_tokens_of_one_hash_are_two_tokens() {
        let (cache, key) = (TokenCache::new(8), key());
        let hash = cache.hash.hash_one(&b"a.b.c"[..]);
        cache.places_for(hash)[0].store(Some(Arc::new(CacheEntry {
            hash,
            token: CachedToken::new(b"d.e.f"),
            key,
            verified: verified("1", 10),
        })));
        assert!(cache.find(b"a.b.c", 0).is_none());
    }

    #[test]
    fn it_never_grows() {
        let (cache, key) = (TokenCache::new(60), key());
        for number in 0..10_000 {
            cache.remember(number.to_string().as_bytes(), &key, &verified("1", 10));
        }
        assert_eq!(cache.places.len(), 64);
        assert!(cache.len() > 32, "{}", cache.len());
        let last = cache.find(b"9999", 0);
        assert!(last.is_some(), "the newest token has a place");
    }

    #[test]
    fn a_long_token_is_not_kept() {
        let (cache, key) = (TokenCache::new(8), key());
        let long = "a".repeat(MAX_CACHED_BYTES + 1);
        cache.remember(long.as_bytes(), &key, &verified("1", 10));
        assert!(cache.find(long.as_bytes(), 0).is_none());
        assert_eq!(cache.len(), 0);
    }

    #[test]
    fn the_tokens_of_a_key_go_with_it() {
        let (cache, old, new) = (TokenCache::new(8), key(), key());
        cache.remember(b"old", &old, &verified("1", 10));
        cache.remember(b"new", &new, &verified("2", 10));
        old.retire(5);
        assert!(cache.find(b"old", 4).is_some());
        assert!(cache.find(b"old", 5).is_none());
        cache.forget_retired(5);
        assert_eq!(cache.len(), 1);
        assert!(cache.find(b"new", 5).is_some());
    }
}
