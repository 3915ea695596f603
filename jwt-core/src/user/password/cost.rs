//! `CostLimit`: the highest accepted cost of a stored hash.

use argon2::Params;

/// The highest accepted memory by default, in KiB: 128 MiB.
const MEMORY: u32 = 128 << 10;
const PASSES: u32 = 4;

/// The highest accepted cost of a hash in a database.
#[derive(Debug, Clone)]
pub(super) struct CostLimit {
    /// In KiB.
    memory: u32,
    /// Memory in KiB times passes, to which the time of a hash is proportional.
    work: u64,
}

impl CostLimit {
    pub(super) fn of(memory: u32, passes: u32) -> Self {
        Self {
            memory,
            work: work(memory, passes),
        }
    }

    /// The same limit, or a higher one if hashes of this cost would not be accepted.
    pub(super) fn including(&self, params: &Params) -> Self {
        Self {
            memory: self.memory.max(params.m_cost()),
            work: self.work.max(work(params.m_cost(), params.t_cost())),
        }
    }

    pub(super) fn accepts(&self, params: &Params) -> bool {
        params.m_cost() <= self.memory && work(params.m_cost(), params.t_cost()) <= self.work
    }
}

impl Default for CostLimit {
    fn default() -> Self {
        Self::of(MEMORY, PASSES)
    }
}

/// The product of two 32-bit numbers fits into 64 bits.
fn work(memory: u32, passes: u32) -> u64 {
    u64::from(memory).saturating_mul(passes.into())
}
