//! Where a guard finds the `Auth` that decides.

use std::sync::Arc;

use axum::extract::FromRef;

use crate::auth::Auth;
use crate::claims::DefaultInstance;
use crate::config::AuthConfig;

/// A router state that holds an [`Auth`]: an `Auth` itself, a struct with `#[derive(AuthState)]`, or either in an `Arc`.
///
/// A struct may hold several; `I` tells them apart. It is the configuration type, unless
/// `#[auth(instance = ..)]` names another; the first field is also the [`DefaultInstance`]. If several hand out cookies, the
/// setting `instance` of their configurations tells those apart.
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
/// async fn for_everybody() {}
///
/// #[protected(auth = AdminApi)]
/// async fn for_admins() {}
///
/// let router = GuardedRouter::<App>::new().route("/", get(for_everybody).delete(for_admins));
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

    /// The `Auth` that decides.
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

// Recommended to the compiler, so that it says of `Arc<App>` what is missing from `App`.
impl<I, S: AuthState<I> + ?Sized> AuthState<I> for Arc<S> {
    type Config = S::Config;

    fn auth(&self) -> &Auth<S::Config> {
        S::auth(self)
    }
}

/// For `State<Auth<Api>>`: no program can implement this for an `Arc`, and axum's derive is for the struct.
#[diagnostic::do_not_recommend]
impl<C: AuthConfig, S: AuthState<C, Config = C> + ?Sized> FromRef<Arc<S>> for Auth<C> {
    fn from_ref(state: &Arc<S>) -> Self {
        state.auth().clone()
    }
}
