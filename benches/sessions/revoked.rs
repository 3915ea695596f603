//! Stores with many revocations.

use std::fs;

use futures_util::FutureExt;
use jwt_guard::clock::{Clock, SystemClock};
use jwt_guard::session::{
    MemoryStore, Revocation, RevocationKey, RevocationTarget, SessionOwner, TokenStore,
};

/// A store that remembers so many tokens that are revoked, until a time.
pub(crate) struct Remembered {
    pub(crate) store: MemoryStore,
    pub(crate) entries: usize,
    pub(crate) until: i64,
    /// By how much the process has grown, if that is known.
    pub(crate) bytes: Option<usize>,
}

impl Remembered {
    pub(crate) fn of(entries: usize) -> Self {
        let store = MemoryStore::new();
        let until = SystemClock::default().now() + 3_600;
        let before = resident();
        for number in 0..entries {
            revoke(&store, &name(number), until);
        }
        let bytes = before
            .zip(resident())
            .map(|(before, after)| after.saturating_sub(before));
        Self {
            store,
            entries,
            until,
            bytes,
        }
    }
}

/// Revokes one token by its name.
pub(crate) fn revoke(store: &MemoryStore, name: &str, until: i64) {
    let target = RevocationTarget::Key(key_of(name));
    let revocation = Revocation::new(target, until - 3_600..until);
    let revoked = store.revoke(&revocation).now_or_never();
    assert!(!revoked.expect("it is in memory").unwrap());
}

/// What names a token; those from the number of entries on are not revoked.
pub(crate) fn key(number: usize) -> RevocationKey {
    key_of(&name(number))
}

fn key_of(name: &str) -> RevocationKey {
    RevocationKey::of_token(&SessionOwner::named("bench"), None, name)
}

fn name(number: usize) -> String {
    format!("token-{number}")
}

/// The memory of this process that is really there.
pub(crate) fn resident() -> Option<usize> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kilobytes: usize = line?.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kilobytes * 1_024)
}
