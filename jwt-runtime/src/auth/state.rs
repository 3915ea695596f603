//! `AuthState`: router states in which a guard finds its `Auth`.

use std::sync::Arc;

use axum::extract::FromRef;

use crate::auth::Auth;
use crate::claims::DefaultInstance;
use crate::config::AuthConfig;

/// A router state that holds an [`Auth`]: an `Auth` itself, a struct with `#[derive(AuthState)]`, or either in an `Arc`.
///
/// A state may hold several, which `I` tells apart: the configuration type, or the type named by `#[auth(instance = ..)]`. The
/// first field is also the [`DefaultInstance`]. If several set cookies, the setting `instance` of their configurations keeps
/// the names apart.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// # #[derive(AuthConfig)]
/// # struct AdminApi { secret: Secret }
/// #[derive(Clone, AuthState)]
/// struct App {
///     auth: Auth<Api>,
///     admin: Auth<AdminApi>,
/// }
///
/// #[protected]
/// async fn for_users() {}
///
/// #[protected(auth = AdminApi)]
/// async fn for_admins() {}
///
/// let router = GuardedRouter::<App>::new().route("/", get(for_users).delete(for_admins));
/// ```
///
/// In an `Arc`, the struct need not be `Clone`; handlers take it as `State<Arc<App>>`, and an `Auth` of it as
/// `State<Auth<Api>>`:
///
/// ```
/// use std::sync::Arc;
///
/// use axum::extract::State;
/// use jwt_guard::prelude::*;
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// #[derive(AuthState)]
/// struct App {
///     auth: Auth<Api>,
///     motto: String,
/// }
///
/// #[protected]
/// async fn motto(State(app): State<Arc<App>>) -> String {
///     app.motto.clone()
/// }
///
/// # fn app(auth: Auth<Api>) {
/// let app = Arc::new(App { auth, motto: "deny by default".into() });
/// let router: GuardedRouter = GuardedRouter::new().route("/", get(motto)).with_state(app);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "the router state `{Self}` does not hold an `Auth` for this handler",
    label = "this state has no `Auth` for `{I}`",
    note = "derive `AuthState` on `{Self}` and give it a field of type `Auth<YourConfig>`, or use `.with_state(auth)`"
)]
pub trait AuthState<I = DefaultInstance>: Send + Sync {
    /// The configuration of the `Auth`.
    type Config: AuthConfig;

    /// The `Auth` of the instance `I`.
    fn auth(&self) -> &Auth<Self::Config>;
}

#[diagnostic::do_not_recommend]
impl<C: AuthConfig> AuthState for Auth<C> {
    type Config = C;

    fn auth(&self) -> &Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<C: AuthConfig> AuthState<C> for Auth<C> {
    type Config = C;

    fn auth(&self) -> &Self {
        self
    }
}

// Without `do_not_recommend`, so that the compiler tells for `Arc<App>` what is missing on `App`.
impl<I, S: AuthState<I> + ?Sized> AuthState<I> for Arc<S> {
    type Config = S::Config;

    fn auth(&self) -> &Auth<S::Config> {
        S::auth(self)
    }
}

/// For `State<Auth<Api>>`. Applications cannot implement this for an `Arc`, and axum's derive covers only the struct.
#[diagnostic::do_not_recommend]
impl<C: AuthConfig, S: AuthState<C, Config = C> + ?Sized> FromRef<Arc<S>> for Auth<C> {
    fn from_ref(state: &Arc<S>) -> Self {
        state.auth().clone()
    }
}
