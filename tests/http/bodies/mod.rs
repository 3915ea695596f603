//! What is read of a body before the handler: tokens, and CSRF values.

mod forms;
mod limit;
mod locations;
mod uploads;
mod wiped;
