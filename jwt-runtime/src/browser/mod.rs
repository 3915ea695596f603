//! What browsers do by themselves: they keep cookies, send them along, and so need proof of which page sent a request.

pub(crate) mod cookie;
pub(crate) mod csrf;
