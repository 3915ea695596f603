//! The table: a row for each setting of the library.

mod claims;
mod cookies;
mod csrf;
mod endpoints;
mod keys;
mod lifetime;
mod sessions;
mod throttling;
mod token_locations;
mod verifying;

use super::row::Row;

pub(super) use claims::signed;

pub(super) fn rows() -> Vec<Row> {
    [
        keys::rows(),
        lifetime::rows(),
        claims::rows(),
        verifying::rows(),
        token_locations::rows(),
        endpoints::rows(),
        cookies::rows(),
        csrf::rows(),
        sessions::rows(),
        throttling::rows(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
