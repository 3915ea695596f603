//! What refusing costs, in counts: memory and work depend on the limits, not on what somebody sends.

mod memory;
mod work;
