//! What is remembered of tokens that were verified: their headers, and the tokens themselves.

mod accepted_headers;
mod cached_token;
mod token_cache;

pub(super) use accepted_headers::{AcceptedHeader, AcceptedHeaders, CandidateKey, IssuerKey};
#[cfg(feature = "testing")]
pub use cached_token::CachedToken;
pub(super) use token_cache::TokenCache;
