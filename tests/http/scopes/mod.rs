//! What a handler can ask of scopes, beyond a list of them.

mod claims;
mod computed;
mod groups;
mod parameters;
mod rules;
mod vocabulary;
