//! The decision on a request: its token is located, verified and compared with the policy of the handler.

mod admission;
mod alternative;
mod freshness;
mod handler_view;
mod scopes;
mod verification;

pub use admission::Admission;
pub(in crate::guard) use admission::Decision;
pub(crate) use handler_view::problems_with;
