//! What is read of a body before the handler: tokens, and CSRF values.

mod forms;
mod limit;
mod locations;
mod timeout;
mod uploads;
mod wiped;
