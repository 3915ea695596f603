//! The behaviour of browsers: they keep cookies, and send them with every request, whichever page made it.

pub(crate) mod cookie;
pub(crate) mod csrf;
pub(crate) mod header_list;
