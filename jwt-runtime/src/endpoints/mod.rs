//! The ready-made endpoints, mounted under any prefix with `.nest("/auth", auth.endpoints())`.
//!
//! | endpoint | policy | response |
//! |---|---|---|
//! | `POST /` | public | an access token for credentials |
//! | `GET /verify` | protected | `{"valid":true}` |
//! | `GET /me` | protected | `{"me":{..}}`, the user as the backend supplies it |
//! | `POST /reauthenticate` | protected | a fresh access token for credentials, in the same session |
//! | `POST /refresh` | a refresh token | new tokens for a refresh token ([RFC 6749 §6]) |
//! | `POST /logout`, `DELETE /logout` | public | ends the session, and clears its cookies |
//! | `POST /logout-all` | protected | ends all sessions of the user |
//! | `POST /revoke` | public | revokes a token that the client presents ([RFC 7009]) |
//! | `GET /keys` | public | the public keys as a JWK Set ([RFC 7517 §5]); none for a secret |
//!
//! The paths are settings, and so are the names of some members; see [`Settings`](crate::config::Settings). Each path is served
//! with and without a trailing slash. A path that is `off` is not served. Caches may store no response except the keys.
//!
//! Failed logins and re-authentications are limited by the settings `rate_limit_..`: when there are too many, further ones get
//! a 429 with `Retry-After`.
//!
//! Sessions need a store. Without one, there is no refresh and no revocation, and a logout only clears cookies.
//!
//! [RFC 6749 §6]: https://www.rfc-editor.org/rfc/rfc6749#section-6
//! [RFC 7009]: https://www.rfc-editor.org/rfc/rfc7009
//! [RFC 7517 §5]: https://www.rfc-editor.org/rfc/rfc7517#section-5

mod credential_check;
mod form;
mod keys;
mod local_claims;
mod login;
mod me;
mod policies;
mod session;
mod session_start;
mod verify;

use keys::keys;
use login::authenticate::authenticate;
use login::reauthenticate::reauthenticate;
use me::me;
use session::logout::logout;
use session::logout_all::logout_all;
use session::refresh::refresh;
pub use session::refreshed_session::{RefreshedSession, TakesRefreshToken};
use session::revoke::revoke;
pub use session_start::{NewSession, SessionStart};
use verify::verify;

use axum::http::Method;
use serde::Serialize;

use crate::auth::Auth;
use crate::config::{AuthConfig, Delivery, Endpoints};
use crate::router::{EndpointServing, GuardedRouter, get, post};
use crate::user::UserBackend;

/// The ready-made endpoints of an [`Auth`]. In the prelude.
pub trait AuthEndpoints {
    /// A router with the endpoints of this `Auth`, to be nested under a prefix; empty with `endpoints = "off"`. An endpoint whose
    /// path is `off` is left out, so that the application can have a handler of its own there.
    ///
    /// ```
    /// # use jwt_guard::prelude::*;
    /// # #[derive(AuthConfig)]
    /// # #[auth(users = Users)]
    /// # struct Api { secret: Secret }
    /// # struct Users;
    /// # impl UserBackend for Users {
    /// #     type Credentials = Credentials;
    /// #     type User = ();
    /// #     async fn authenticate(&self, _: Credentials) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #     async fn retrieve_user(&self, _: &str) -> Result<Option<()>, BackendError> { Ok(None) }
    /// #     fn subject(&self, _: &()) -> String { String::new() }
    /// # }
    /// fn app(auth: Auth<Api>) -> GuardedRouter {
    ///     GuardedRouter::new().nest("/auth", auth.endpoints()).with_state(auth)
    /// }
    /// ```
    fn endpoints<S>(&self) -> GuardedRouter<S>
    where
        S: Clone + Send + Sync + 'static;
}

impl<C> AuthEndpoints for Auth<C>
where
    C: AuthConfig,
    C::Users: UserBackend<C::Claims, User: Serialize>,
{
    fn endpoints<S>(&self) -> GuardedRouter<S>
    where
        S: Clone + Send + Sync + 'static,
    {
        let Endpoints {
            are_on,
            paths,
            strict_slashes,
            ..
        } = self.endpoint_settings();
        if !are_on {
            return GuardedRouter::new();
        }
        let serving = EndpointServing {
            is_strict: *strict_slashes,
            exempts_options: self.http_settings().is_exempt(&Method::OPTIONS) && paths.differ(),
        };
        let router = GuardedRouter::new()
            .endpoint(
                paths.authenticate.as_deref(),
                serving,
                post(authenticate::<C>),
            )
            .endpoint(paths.verify.as_deref(), serving, get(verify::<C>))
            .endpoint(paths.me.as_deref(), serving, get(me::<C>))
            .endpoint(
                paths.reauthenticate.as_deref(),
                serving,
                post(reauthenticate::<C>),
            )
            .endpoint(paths.keys.as_deref(), serving, get(keys::<C>));
        let sessions = self.session_service();
        let router = match sessions.is_some_and(|sessions| sessions.rules.refresh) {
            false => router,
            true => router.endpoint(paths.refresh.as_deref(), serving, post(refresh::<C>)),
        };
        let router = match sessions {
            None => router,
            Some(_) => router
                .endpoint(paths.logout_all.as_deref(), serving, post(logout_all::<C>))
                .endpoint(paths.revoke.as_deref(), serving, post(revoke::<C>)),
        };
        // Without cookies and without a store, there is nothing to clear or end.
        let router = match self.http_settings().delivery {
            Delivery::Body if sessions.is_none() => router,
            _ => router.endpoint(
                paths.logout.as_deref(),
                serving,
                post(logout::<C>).delete(logout::<C>),
            ),
        };
        router.with_login_of(self).with_state(self.clone())
    }
}
