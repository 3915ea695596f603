//! `MemoryStore`: sessions in the memory of this process.

mod store;
mod tables;
mod used_keys;

pub use store::MemoryStore;
