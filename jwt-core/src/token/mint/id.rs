//! Identifiers of tokens and sessions.

use std::cell::RefCell;
use std::process;

use aws_lc_rs::rand;
use base64_simd::{Out, URL_SAFE_NO_PAD};

/// The length of an identifier, in bytes.
const ID_BYTES: usize = 16;

/// The length of an identifier in base64, in bytes.
pub(super) const ID_LENGTH: usize = 22;

/// For how many tokens random bytes are requested at once.
const STOCKED: usize = 16;

thread_local! {
    static STOCK: RefCell<IdBuffer> = const { RefCell::new(IdBuffer::EMPTY) };
}

/// Random bytes for the identifiers of the next tokens. A request for 16 bytes takes as long as one for 256; for each token
/// alone, it would take a sixth of the time of issuing one. Identifiers are not secret.
struct IdBuffer {
    ids: [[u8; ID_BYTES]; STOCKED],
    left: usize,
    /// The process that requested them: after a fork, both processes would issue the same identifiers.
    process: u32,
}

impl IdBuffer {
    const EMPTY: Self = Self {
        ids: [[0; ID_BYTES]; STOCKED],
        left: 0,
        process: 0,
    };

    /// The next identifier; `None` if the system returns no random bytes.
    fn next(&mut self, process: u32) -> Option<[u8; ID_BYTES]> {
        if self.left == 0 || self.process != process {
            self.left = 0;
            rand::fill(self.ids.as_flattened_mut()).ok()?;
            self.left = STOCKED;
            self.process = process;
        }
        self.left = self.left.checked_sub(1)?;
        self.ids.get_mut(self.left).map(std::mem::take)
    }
}

/// 128 random bits in base64: unique, and unguessable.
pub(super) fn fill_id(text: &mut [u8; ID_LENGTH]) -> Option<&str> {
    Some(encode(&stocked()?, text))
}

fn stocked() -> Option<[u8; ID_BYTES]> {
    let next = |stock: &RefCell<IdBuffer>| stock.try_borrow_mut().ok()?.next(process::id());
    // A thread that is ending no longer has its buffer.
    STOCK.try_with(next).unwrap_or_else(|_| fresh())
}

/// A new identifier whose bytes were not in memory before: for names of sessions.
#[must_use]
pub fn random_id() -> Option<String> {
    Some(encode(&fresh()?, &mut [0; ID_LENGTH]).to_owned())
}

fn fresh() -> Option<[u8; ID_BYTES]> {
    let mut id = [0; ID_BYTES];
    rand::fill(&mut id).ok()?;
    Some(id)
}

fn encode<'t>(id: &[u8; ID_BYTES], text: &'t mut [u8; ID_LENGTH]) -> &'t str {
    &*URL_SAFE_NO_PAD.encode_as_str(id, Out::from_slice(text))
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;
    use std::thread;

    use super::*;

    fn id() -> String {
        fill_id(&mut [0; ID_LENGTH]).unwrap().to_owned()
    }

    #[test]
    fn no_identifier_comes_twice_from_any_thread() {
        let of_thread = || (0..10 * STOCKED).map(|_| id()).collect::<Vec<_>>();
        let threads = [(); 4].map(|()| thread::spawn(of_thread));
        let ids: Vec<_> = threads
            .into_iter()
            .flat_map(|thread| thread.join().unwrap())
            .collect();
        let distinct: HashSet<_> = ids.iter().collect();
        assert_eq!(distinct.len(), ids.len());
        assert!(ids.iter().all(|id| id.len() == ID_LENGTH));
    }

    #[test]
    fn r_50_ten_million_identifiers_are_distinct() {
        let of_thread = || -> Vec<u128> {
            let ids = (0..5_000_000).map(|_| u128::from_ne_bytes(stocked().unwrap()));
            ids.collect()
        };
        let other = thread::spawn(of_thread);
        let mut ids = of_thread();
        ids.append(&mut other.join().unwrap());
        ids.sort_unstable();
        assert_eq!(ids.len(), 10_000_000);
        assert!(ids.windows(2).all(|pair| pair[0] != pair[1]));
    }

    #[test]
    fn a_forked_process_does_not_hand_out_what_its_parent_has() {
        let mut parent = IdBuffer::EMPTY;
        parent.next(1).unwrap();
        let mut child = IdBuffer { ..parent };
        let of_parent: HashSet<_> = (0..2 * STOCKED).map(|_| parent.next(1).unwrap()).collect();
        let of_child: HashSet<_> = (0..2 * STOCKED).map(|_| child.next(2).unwrap()).collect();
        assert_eq!(of_parent.len() + of_child.len(), 4 * STOCKED);
        assert!(of_parent.is_disjoint(&of_child));
    }

    #[test]
    fn what_was_handed_out_is_kept_no_longer() {
        let mut stock = IdBuffer::EMPTY;
        let id = stock.next(1).unwrap();
        assert!(!stock.ids.contains(&id));
        assert_ne!(id, [0; ID_BYTES]);
    }
}
