//! Bodies that are read before the handler, for tokens and CSRF values.

mod forms;
mod limit;
mod locations;
mod timeout;
mod uploads;
mod wiped;
