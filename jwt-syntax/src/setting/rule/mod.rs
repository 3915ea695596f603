//! The rules between settings: what contradicts what, and what has no effect beside what.
//!
//! A rule reads a [`SettingsView`] and reports nothing while a value that it depends on is unknown. Its message is the same wherever it
//! is reported: at the literal when the program is compiled, or with the origin of the value at start-up.

mod algorithms;
mod claims;
mod cookies;
mod delivery;
mod dependency;
mod endpoints;
mod handler;
mod implicit_refresh;
mod lifetimes;
mod members;
mod sessions;

use super::SettingsView;
use super::findings::{Contradiction, Findings};

pub use self::cookies::{is_named_by_instance, named_by_instance};
pub use self::handler::{
    CSRF_WITHOUT_VALUES, HandlerContradiction, LOOKUP_WITHOUT_USERS, REVOCATION_WITHOUT_STORE,
    contradictions_of_handler,
};

/// Everything that is known to be wrong between the settings of a configuration.
#[must_use]
pub fn contradictions(view: &impl SettingsView) -> Vec<Contradiction> {
    let mut found = Findings::new(view);
    algorithms::check(&mut found);
    claims::check(&mut found);
    lifetimes::check(&mut found);
    endpoints::check(&mut found);
    members::check(&mut found);
    cookies::check(&mut found);
    delivery::check(&mut found);
    implicit_refresh::check(&mut found);
    sessions::check(&mut found);
    handler::check_user_lookup(&mut found);
    dependency::check(&mut found);
    found.contradictions
}
