//! Sessions that handlers of an application begin.

mod backend;
mod link;
mod origin;
mod service;
mod start;
