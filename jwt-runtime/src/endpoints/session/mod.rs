//! The endpoints of an existing session: refresh, logout and revocation.

mod adoption;
pub(in crate::endpoints) mod logout;
pub(in crate::endpoints) mod logout_all;
pub(super) mod presented_token;
pub(in crate::endpoints) mod refresh;
pub(in crate::endpoints) mod refreshed_session;
pub(in crate::endpoints) mod revoke;
