//! `purge`: removes expired records from a store when a test needs it.

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::session::StoreError;

/// Removes expired records from the store of an `Auth`, as the `Auth` does by itself every 30 seconds.
///
/// # Errors
///
/// If the store is unavailable.
pub async fn purge<C: AuthConfig>(auth: &Auth<C>) -> Result<(), StoreError> {
    match auth.session_service() {
        Some(session_service) => session_service.purge().await,
        None => Ok(()),
    }
}
