//! Access tokens in cookies that are replaced before they expire.

mod eligible_tokens;
mod ended;
mod responses;
mod starting;
mod tokens;
mod visitor;
mod window;
