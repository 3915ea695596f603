//! What is counted: depth, members, names.

use std::cell::Cell;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};

use serde::de::Error;

/// How deeply objects and lists may nest, the outermost object counted.
const MAX_DEPTH: usize = 32;
/// How many members and elements the whole text may have.
const MAX_MEMBERS: usize = 256;

/// What is counted over the whole text.
#[derive(Default)]
pub(super) struct Limits {
    members: Cell<usize>,
}

impl Limits {
    pub(super) fn count_member<E: Error>(&self) -> Result<(), E> {
        let members = self.members.get().saturating_add(1);
        self.members.set(members);
        if members > MAX_MEMBERS {
            return Err(E::custom("too many members"));
        }
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

/// The names that an object has had, by hash. Should two names ever collide, the token is refused.
#[derive(Default)]
pub(super) struct Names(Vec<u64>);

impl Names {
    pub(super) fn add<E: Error>(&mut self, name: &str) -> Result<(), E> {
        let mut hasher = DefaultHasher::new();
        name.hash(&mut hasher);
        let hash = hasher.finish();
        if self.0.contains(&hash) {
            return Err(E::custom("duplicate name"));
        }
        self.0.push(hash);
        Ok(())
    }
}
