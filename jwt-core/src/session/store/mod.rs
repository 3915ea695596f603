//! `TokenStore`: where sessions are kept, and by which clock.

mod any_store;
mod error;
mod persistence;
mod store_clock;
mod token_store;

pub use any_store::AnyStore;
pub use error::StoreError;
pub(super) use error::StoreErrorKind;
pub use persistence::Persistence;
pub use store_clock::StoreClock;
pub use token_store::TokenStore;
