//! The limits of a text: depth, number of members, and unique names.

use std::cell::Cell;
use std::collections::BTreeSet;

use serde::de::Error;

/// What is wrong with an object that has two members of one name.
pub(crate) const DUPLICATE: &str = "duplicate name";

/// How large a text may be.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// The most members and elements.
    members: usize,
    /// The deepest nesting of objects and lists, including the outermost object.
    depth: usize,
}

impl Bounds {
    /// Claims and credentials, which an unauthenticated client may send.
    pub const CLAIMS: Self = Self {
        members: 256,
        depth: 32,
    };
    /// A header, which is read before the signature is verified: less than claims, so that a refusal never costs more than
    /// an acceptance. Real headers have a few members, and nest no deeper than a key in one.
    pub(crate) const HEADER: Self = Self {
        members: 16,
        depth: 8,
    };
    /// The body of a request, whose length is bounded.
    pub const BODY: Self = Self {
        members: usize::MAX,
        depth: 64,
    };
    /// Configuration, such as a set of keys.
    pub(crate) const CONFIGURATION: Self = Self {
        members: 100 * 256,
        depth: 32,
    };
}

/// The limits that are counted over a whole text.
pub(super) struct Limits {
    /// How many more members and elements are allowed.
    members_left: Cell<usize>,
    depth: usize,
}

impl Limits {
    pub(super) fn new(bounds: Bounds) -> Self {
        Self {
            members_left: Cell::new(bounds.members),
            depth: bounds.depth,
        }
    }

    pub(super) fn count_member<E: Error>(&self) -> Result<(), E> {
        let Some(left) = self.members_left.get().checked_sub(1) else {
            return Err(E::custom("too many members"));
        };
        self.members_left.set(left);
        Ok(())
    }

    pub(super) fn deeper<E: Error>(&self, depth: usize) -> Result<usize, E> {
        let depth = depth.saturating_add(1);
        if depth > self.depth {
            return Err(E::custom("nested too deeply"));
        }
        Ok(depth)
    }
}

/// The hashes of the names that an object has had. If two names collide, the text is refused, so that an attacker gains
/// nothing from a collision, and the hash needs no secret.
#[derive(Default)]
pub(super) struct SeenNames {
    first: [u64; 16],
    /// More than 16 names, which are rare. Optional, since dropping even an empty set takes time.
    more: Option<BTreeSet<u64>>,
    count: usize,
}

impl SeenNames {
    pub(super) fn add<E: Error>(&mut self, name: &str) -> Result<(), E> {
        let hash = fnv_1a(name);
        let first = self.first.get(..self.count).unwrap_or(&self.first);
        let is_among = |more: &BTreeSet<u64>| more.contains(&hash);
        if first.contains(&hash) || self.more.as_ref().is_some_and(is_among) {
            return Err(E::custom(DUPLICATE));
        }
        match self.first.get_mut(self.count) {
            Some(free) => *free = hash,
            None => {
                self.more.get_or_insert_default().insert(hash);
            }
        }
        self.count = self.count.saturating_add(1);
        Ok(())
    }
}

/// The hash of Fowler, Noll and Vo (FNV-1a): a few nanoseconds for the short names of claims.
fn fnv_1a(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
