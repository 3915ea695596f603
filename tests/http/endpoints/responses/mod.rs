//! Responses: each reason is told apart, and an application renders all of them.

mod challenges;
mod problem_details;
mod reasons;
mod renderers;
mod returned;
mod service;
mod successes;
