//! What a stored hash may cost.

use argon2::Params;

/// The most that is accepted unless said otherwise: 128 MiB.
const MEMORY: u32 = 128 << 10;
const PASSES: u32 = 4;

/// The most that a hash in a database may cost to be compared.
#[derive(Debug, Clone)]
pub(super) struct CostLimit {
    /// In KiB.
    memory: u32,
    /// Memory in KiB times passes: the time that a hash takes is in proportion to it.
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

/// It fits: both are 32 bits long.
fn work(memory: u32, passes: u32) -> u64 {
    u64::from(memory).saturating_mul(passes.into())
}
