//! What browsers do without being told: they keep cookies and send them with every request, whichever page made it.

pub(crate) mod cookie;
pub(crate) mod csrf;
