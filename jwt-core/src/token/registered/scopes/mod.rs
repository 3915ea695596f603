//! The scopes of a token that has them elsewhere than in `scope`.

mod found;
mod nested;

pub(super) use found::CollectedScopes;
