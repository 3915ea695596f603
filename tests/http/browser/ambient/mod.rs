//! Cookies that a browser sends by itself, valid or not: a user cannot repair them.

mod delivery;
mod login_forms;
mod others;
mod refusals;
mod replaced;
mod scopes;
mod site;
mod size;
mod table;
