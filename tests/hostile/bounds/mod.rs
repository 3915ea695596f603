//! The cost of refusing, in counts: memory and work depend on the limits, not on the content of a token.

mod memory;
mod work;
