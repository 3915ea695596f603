//! The endpoints that the library has, and the passwords that are sent to them.

mod passwords;
mod ready_made;
