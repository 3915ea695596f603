//! `Auth::ready`: whether this process can serve requests.

use super::Auth;
use crate::config::AuthConfig;
use crate::session::Readiness;

impl<C: AuthConfig> Auth<C> {
    /// Checks whether this process can serve: whether the store responds, whether the clock of this process agrees with that of
    /// the store, and how old the view of revocations is. Also reports whether the store keeps the records that it
    /// acknowledged.
    ///
    /// For a readiness probe. It takes at most one second, or `store_timeout` if that is shorter, and queries the store at most
    /// ten times a second, however often it is called. The report contains no address and no secret; the log has the errors of
    /// the store. A store that can be read may still refuse writes.
    ///
    /// ```
    /// use axum::extract::State;
    /// use axum::http::StatusCode;
    /// use jwt_guard::prelude::*;
    ///
    /// # #[derive(AuthConfig)]
    /// # #[auth(session_owner = "shop")]
    /// # struct Api { secret: Secret }
    /// #[public]
    /// async fn ready(State(auth): State<Auth<Api>>) -> (StatusCode, String) {
    ///     let readiness = auth.ready().await;
    ///     let status = match readiness.is_ready() {
    ///         true => StatusCode::OK,
    ///         false => StatusCode::SERVICE_UNAVAILABLE,
    ///     };
    ///     (status, readiness.to_string())
    /// }
    ///
    /// # #[tokio::main(flavor = "current_thread")]
    /// # async fn main() -> Result<(), Box<dyn std::error::Error>> {
    /// # let auth = Auth::builder(Api { secret: Secret::random()? })
    /// #     .store(jwt_guard::session::MemoryStore::new())
    /// #     .build()?;
    /// let app: GuardedRouter = GuardedRouter::new().route("/ready", get(ready)).with_state(auth.clone());
    /// # let _ = app.finish();
    /// # assert!(auth.ready().await.is_ready());
    /// # Ok(())
    /// # }
    /// ```
    pub async fn ready(&self) -> Readiness {
        match self.session_service() {
            Some(session_service) => session_service.ready().await,
            None => Readiness::STATELESS,
        }
    }
}
