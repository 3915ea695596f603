//! What a client does with its session: go on, or end it.

pub(in crate::endpoints) mod logout;
pub(in crate::endpoints) mod logout_all;
pub(super) mod presented_token;
pub(in crate::endpoints) mod refresh;
pub(in crate::endpoints) mod revoke;
