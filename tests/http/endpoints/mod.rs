//! The endpoints that the library has, the passwords that are sent to them, the responses, as an
//! application renders them, and sessions that handlers begin.

mod passwords;
mod presets;
mod ready_made;
mod responses;
mod session_start;
