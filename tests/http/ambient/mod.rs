//! Cookies that a browser sends by itself, whatever has become of them: no user can mend one.

mod delivery;
mod login_forms;
mod others;
mod refusals;
mod replaced;
mod scopes;
mod site;
mod size;
mod table;
