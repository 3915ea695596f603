//! Minting: what a token says, its identifier and its signature.

mod claim_sizes;
mod encode;
mod error;
mod id;
mod minter;
mod minter_builder;
mod options;
mod payload;
mod sign;
mod token_builder;

pub use claim_sizes::claim_sizes;
pub use encode::check_header_members;
pub use error::MintError;
pub use id::random_id;
pub use minter::Minter;
pub use minter_builder::MinterBuilder;
pub use options::MinterOptions;
pub use token_builder::Mint;
