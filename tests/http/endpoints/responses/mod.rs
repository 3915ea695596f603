//! Responses: every reason is told apart, and an application renders what it likes.

mod problem_details;
mod reasons;
mod renderers;
mod returned;
mod service;
mod successes;
