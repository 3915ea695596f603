//! `MemoryStore`: sessions in the memory of this process.

mod store;
mod tables;

pub use store::MemoryStore;
