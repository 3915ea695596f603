//! What a handler can ask of scopes, beyond a list of them.

mod asked_in_handlers;
mod claims;
mod computed;
mod computed_odd;
mod doubled_parameters;
mod groups;
mod parameters;
mod rules;
mod vocabulary;
