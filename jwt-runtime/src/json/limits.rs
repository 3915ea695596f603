//! What is counted: depth, members, names.

use std::cell::Cell;

use serde::de::Error;

/// How deeply objects and lists may nest, the outermost object counted.
const MAX_DEPTH: usize = 32;
/// How many members and elements a text from a stranger may have.
pub(super) const MAX_MEMBERS: usize = 256;

/// What is counted over the whole text.
pub(super) struct Limits {
    /// How many more members and elements there may be.
    members_left: Cell<usize>,
}

impl Limits {
    pub(super) fn of_members(most: usize) -> Self {
        Self {
            members_left: Cell::new(most),
        }
    }

    pub(super) fn count_member<E: Error>(&self) -> Result<(), E> {
        let Some(left) = self.members_left.get().checked_sub(1) else {
            return Err(E::custom("too many members"));
        };
        self.members_left.set(left);
        Ok(())
    }

    pub(super) fn deeper<E: Error>(depth: usize) -> Result<usize, E> {
        let depth = depth.saturating_add(1);
        if depth > MAX_DEPTH {
            return Err(E::custom("nested too deeply"));
        }
        Ok(depth)
    }
}

/// The names that an object has had, by hash. Should two names ever collide, the text is refused; so there is nothing
/// to win for somebody who makes them collide, and the hash needs no secret.
#[derive(Default)]
pub(super) struct Names {
    first: [u64; 16],
    more: Vec<u64>,
    count: usize,
}

impl Names {
    pub(super) fn add<E: Error>(&mut self, name: &str) -> Result<(), E> {
        let hash = fnv_1a(name);
        let first = self.first.get(..self.count).unwrap_or(&self.first);
        if first.contains(&hash) || self.more.contains(&hash) {
            return Err(E::custom("duplicate name"));
        }
        match self.first.get_mut(self.count) {
            Some(free) => *free = hash,
            None => self.more.push(hash),
        }
        self.count = self.count.saturating_add(1);
        Ok(())
    }
}

/// The hash of Fowler, Noll and Vo: a few nanoseconds for the short names of claims.
fn fnv_1a(name: &str) -> u64 {
    name.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}
