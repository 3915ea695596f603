//! Whether a request may pass: its token is located and verified, and compared with the policy of the handler.

mod admission;
mod alternative;
mod freshness;
mod located_token;
mod scopes;

pub use admission::Admission;
pub(crate) use admission::problems_with;
pub(in crate::guard) use located_token::{found, user_of_request};
