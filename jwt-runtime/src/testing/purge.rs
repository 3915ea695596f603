//! A purge when a test asks for it.

use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::session::StoreError;

/// Removes from the store of an `Auth` what is over, as the `Auth` does by itself every half minute.
///
/// # Errors
///
/// If the store cannot be asked.
pub async fn purge<C: AuthConfig>(auth: &Auth<C>) -> Result<(), StoreError> {
    match auth.session_service() {
        Some(keeper) => keeper.purge().await,
        None => Ok(()),
    }
}
