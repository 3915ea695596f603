//! Claims: names that the library keeps for itself, paths to nested claims, and the values of two claims.

pub mod acr;
pub mod path;
mod reserved;
pub mod token_type;

pub use self::reserved::{RESERVED, is_reserved};
