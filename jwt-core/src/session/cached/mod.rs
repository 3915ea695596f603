//! `Cached`: a durable store whose revocations are copied to a faster one.

mod replication;
mod store;
#[cfg(all(test, feature = "testing"))]
mod tests;

pub use store::Cached;
