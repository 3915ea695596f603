//! Requirements on scopes, beyond a list of them.

mod claims;
mod computed;
mod computed_invalid;
mod doubled_parameters;
mod grants;
mod groups;
mod parameters;
mod rules;
mod vocabulary;
