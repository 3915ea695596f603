//! `Memory`: the memory in which a thread computes Argon2.

use std::collections::TryReserveError;

use argon2::{Block, Params};
use zeroize::Zeroize;

/// The smallest allocation for a hash of a higher cost, in blocks of 1 KiB: 33 MiB.
///
/// glibc returns an allocation of this size to the system at once; of smaller ones it may keep several, since the alignment
/// of blocks keeps it from reusing them. Pages that a hash does not touch take no memory.
const LEAST_LARGE: usize = 33 << 10;

/// The memory of one thread: allocated for the first hash, and reused for all others.
///
/// A hash of a higher cost than the configured one gets its own memory, which is freed afterwards, so that a few old hashes
/// do not raise the memory for ever.
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

    /// Computes with at least `count` blocks. They are overwritten afterwards: with their content, guesses of the password
    /// could be checked faster than with the hash.
    ///
    /// # Errors
    ///
    /// If the system has too little memory.
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

/// The blocks: at least `count`, in an allocation of at least `least`.
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
        // A hash of a lower cost uses the same memory.
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
