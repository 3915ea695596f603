//! Guards: the attributes, what they require of a request, and what a handler gets from them.

mod attributes;
mod blocks;
mod enforce;
mod errors;
mod forwarding;
mod freshness;
mod middleware;
mod order;
mod overrides;
mod scopes;
mod unit;
