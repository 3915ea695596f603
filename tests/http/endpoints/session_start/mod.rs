//! Sessions that handlers of an application begin.

mod backend;
mod origin;
mod service;
mod start;
