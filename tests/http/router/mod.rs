//! The router: its routes, its states, its manifest, and the service that it becomes.

mod arc_state;
mod finishing;
mod instances;
mod layers;
mod manifest;
mod odd_requests;
mod plain_axum;
mod preflight;
mod routes;
mod shutdown;
mod socket;
