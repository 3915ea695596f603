//! The keys of a ring at one time, and which keys may be added.

use std::sync::Arc;

use crate::clock::{Clock, SystemClock};
use crate::key::bound::Key;
use crate::key::error::KeyError;
use crate::key::jwk::shown;

/// The most keys of each ring that are tried for one token, since each costs a signature check. As many keys of one
/// algorithm may have no identifier, or the same one in a published set.
pub(crate) const MAX_CANDIDATES: usize = 3;

/// The keys of a ring at one time.
#[derive(Clone, Default)]
pub(super) struct RingKeys {
    pub(super) signing: Option<Arc<Key>>,
    pub(super) all: Vec<Arc<Key>>,
}

impl RingKeys {
    /// Adds a key, if fewer than `namesakes` other keys of its algorithm have its identifier.
    pub(super) fn add(&mut self, key: Arc<Key>, namesakes: usize) -> Result<(), KeyError> {
        key.check_id()?;
        if self
            .all
            .iter()
            .any(|other| other.is_symmetric() != key.is_symmetric())
        {
            return Err(KeyError::new(
                "secrets and public keys in one ring",
                "one kind in each ring",
            ));
        }
        match key.id() {
            Some(id) if self.namesakes_of(&key) >= namesakes => {
                return Err(KeyError::new(
                    match namesakes {
                        1 => format!("two keys with the identifier `{}`", shown(id)),
                        most => {
                            format!("more than {most} keys with the identifier `{}`", shown(id))
                        }
                    },
                    "another `kid` for each key of one algorithm",
                ));
            }
            None => self.make_room(&key)?,
            Some(_) => {}
        }
        self.all.push(key);
        Ok(())
    }

    /// How many keys with one of the key's algorithms have its identifier.
    fn namesakes_of(&self, key: &Arc<Key>) -> usize {
        let algorithms: Vec<_> = Key::with_other_algorithms(key)
            .map(|key| key.algorithm())
            .collect();
        let each = self.all.iter().filter(|other| other.id() == key.id());
        let each = each.filter(|other| {
            Key::with_other_algorithms(other).any(|other| algorithms.contains(&other.algorithm()))
        });
        each.count()
    }

    /// The keys with an identifier: one, or one for each of several algorithms.
    pub(super) fn named(&self, id: &str) -> Result<Vec<&Arc<Key>>, KeyError> {
        let named: Vec<_> = self.all.iter().filter(|key| key.id() == Some(id)).collect();
        if named.is_empty() {
            return Err(KeyError::new(
                format!("no key with the identifier `{id}`"),
                "the `kid` of a key in the ring",
            ));
        }
        Ok(named)
    }

    /// The keys with an identifier, none of which signs.
    pub(super) fn named_unless_signing(&self, id: &str) -> Result<Vec<&Arc<Key>>, KeyError> {
        let named = self.named(id)?;
        match &self.signing {
            Some(signing) if named.iter().any(|key| Arc::ptr_eq(signing, key)) => {
                Err(KeyError::new(
                    format!("the key `{id}`, which signs"),
                    "a key that does not: let another one sign first",
                ))
            }
            _ => Ok(named),
        }
    }

    /// Removes ended keys without an identifier, by the machine's clock, if there are too many: `remove` cannot name them.
    fn make_room(&mut self, new: &Key) -> Result<(), KeyError> {
        let now = SystemClock::default().now();
        let is_like = |key: &Key| key.id().is_none() && key.algorithm() == new.algorithm();
        let unnamed = |all: &[Arc<Key>]| {
            let each = all.iter().flat_map(Key::with_other_algorithms);
            each.filter(|key| is_like(key)).count()
        };
        if unnamed(&self.all) >= MAX_CANDIDATES {
            self.all
                .retain(|key| key.id().is_some() || key.is_live(now));
        }
        if unnamed(&self.all) >= MAX_CANDIDATES {
            return Err(KeyError::new(
                format!("more than {MAX_CANDIDATES} keys without an identifier"),
                "a `kid` for each key",
            ));
        }
        Ok(())
    }
}
