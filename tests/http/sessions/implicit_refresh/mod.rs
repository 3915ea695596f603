//! Access tokens in cookies that are replaced before they expire.

mod answers;
mod ended;
mod place;
mod starting;
mod tokens;
mod visitor;
mod window;
