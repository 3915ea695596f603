//! The memory in which Argon2 computes.

use std::collections::TryReserveError;

use argon2::{Block, Params};
use zeroize::Zeroize;

/// What is allocated at least for a hash of a higher cost, in blocks of 1 KiB: 33 MiB.
///
/// The allocator of glibc gives such memory back to the system at once; of less, it may keep several times as much, since
/// blocks are aligned otherwise than what it frees. What a hash does not use of it is never touched, and takes no memory.
const LEAST_LARGE: usize = 33 << 10;

/// The memory of one thread: it is allocated with the first hash, and used for all that follow.
///
/// A hash of a higher cost than the configured one gets memory of its own, which is given back afterwards: a few old
/// hashes in a database leave nothing behind.
pub(super) struct Memory {
    kept: Vec<Block>,
    /// How many blocks a hash of the configured cost takes.
    usual: usize,
}

impl Memory {
    /// For hashes of this cost.
    pub(super) fn of(params: &Params) -> Self {
        Self {
            kept: Vec::new(),
            usual: params.block_count(),
        }
    }

    /// Computes with at least so many blocks. They are overwritten afterwards: they are made from the password, and tell
    /// whether a guess is right sooner than the hash does.
    ///
    /// # Errors
    ///
    /// If the system has not so much memory.
    pub(super) fn with<T>(
        &mut self,
        count: usize,
        compute: impl FnOnce(&mut [Block]) -> T,
    ) -> Result<T, TryReserveError> {
        let mut large = Vec::new();
        let blocks = match count > self.usual {
            true => allocated(&mut large, count, LEAST_LARGE)?,
            false => allocated(&mut self.kept, self.usual, 0)?,
        };
        let computed = compute(blocks);
        blocks.iter_mut().zeroize();
        Ok(computed)
    }
}

/// The blocks, of which there are `count` when they are first asked for, and room for at least `least`.
fn allocated(
    blocks: &mut Vec<Block>,
    count: usize,
    least: usize,
) -> Result<&mut [Block], TryReserveError> {
    if blocks.len() < count {
        blocks.try_reserve_exact(count.max(least))?;
        blocks.resize(count, Block::new());
    }
    Ok(blocks)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fill(blocks: &mut [Block]) -> (usize, *const Block) {
        for block in &mut *blocks {
            block.as_mut().fill(7);
        }
        (blocks.len(), blocks.as_ptr())
    }

    fn is_wiped(blocks: &[Block]) -> bool {
        let words = blocks.iter().flat_map(AsRef::as_ref);
        blocks.iter().len() > 0 && words.into_iter().all(|word| *word == 0)
    }

    #[test]
    fn one_block_is_used_again_and_wiped_in_between() {
        let mut memory = Memory::of(&Params::new(64, 1, 1, None).unwrap());
        assert_eq!(memory.kept.capacity(), 0, "none before the first hash");
        let (count, first) = memory.with(64, fill).unwrap();
        assert_eq!(count, 64);
        // A hash of a lower cost computes in the same.
        for count in [64, 8] {
            let (is_wiped, address) = memory
                .with(count, |blocks| (is_wiped(blocks), blocks.as_ptr()))
                .unwrap();
            assert!(is_wiped && address == first);
        }
    }

    #[test]
    fn a_hash_of_a_higher_cost_leaves_nothing_behind() {
        let mut memory = Memory::of(&Params::new(64, 1, 1, None).unwrap());
        let (count, _) = memory.with(65, fill).unwrap();
        assert_eq!((count, memory.kept.capacity()), (65, 0));
        memory.with(64, fill).unwrap();
        memory.with(40 << 10, fill).unwrap();
        assert_eq!(memory.kept.capacity(), 64);
    }

    #[test]
    fn memory_that_there_is_not_is_an_error() {
        let mut memory = Memory::of(&Params::DEFAULT);
        assert!(memory.with(usize::MAX >> 8, fill).is_err());
    }
}
