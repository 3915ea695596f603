//! Where a guard finds the `Auth` that decides.

use crate::auth::Auth;
use crate::config::AuthConfig;

/// The instance of a handler that does not name one with `auth = ..`.
#[derive(Debug, Clone, Copy)]
pub enum DefaultInstance {}

/// A router state that holds an [`Auth`]: an `Auth` itself, or a struct with `#[derive(AuthState)]`.
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
