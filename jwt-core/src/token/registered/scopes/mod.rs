//! The scopes of a token that has them in other claims than `scope`.

mod found;
mod nested;

pub(super) use found::CollectedScopes;
