//! Cookies that a browser sends by itself, whatever has become of them: no user can mend one.

mod others;
mod refusals;
mod scopes;
mod site;
mod table;
