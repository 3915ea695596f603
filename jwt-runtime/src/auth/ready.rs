//! Whether this process can serve.

use super::Auth;
use crate::config::AuthConfig;
use crate::session::Readiness;

impl<C: AuthConfig> Auth<C> {
    /// Finds out whether this process can serve: whether the store responds, whether the clock of this process is that of the
    /// store, and how old its knowledge of revocations is. Reports too whether the store keeps what it has said it keeps.
    ///
    /// For a readiness probe. It takes no longer than a second, or than `store_timeout` if that is shorter, and asks the
    /// store at most ten times a second, however often it is called. The report contains no address and nothing secret; what
    /// the store said of a failure is in the log. That the store can be read does not say that it takes writes.
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
