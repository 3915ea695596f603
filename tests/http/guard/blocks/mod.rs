//! An attribute never widens the requirements of a block around it: block and handler are a chain of conditions, all of which
//! must be met, and only `replace` leaves out those of the block.

mod conditions;
mod disguised;
mod manifest;
mod replaced;
mod scopes_of_the_challenge;

use jwt_guard::prelude::*;

use crate::fixtures::app::*;

/// The status of a request to `path` with a token that grants these scopes.
async fn with(app: &GuardedRouter, path: &str, scopes: &[&str]) -> u16 {
    get_as(app, path, Some(&token(scopes))).await.0
}

/// Asserts which sets of scopes are enough, and that no token never is.
async fn assert_scopes(app: &GuardedRouter, table: &[(&str, &[&str], u16)]) {
    for (path, scopes, expected) in table {
        let found = with(app, path, scopes).await;
        assert_eq!(found, *expected, "{path} with {scopes:?}");
        assert_eq!(get_as(app, path, None).await.0, 401, "{path}");
    }
}
