//! `ApplicationRefusal`: an application's own refusal, with its status and text.

/// A refusal of the application's own, with a status, a code and a text for the client.
///
/// As the error of [`UserBackend::authenticate`](super::UserBackend::authenticate), or of another method that runs during a
/// login, it refuses the login, and counts as a failed attempt: the account is locked, for example, or its address is not
/// confirmed yet. Refuse so only after the password was found right; otherwise the text reveals which accounts exist.
///
/// A handler that returns `AuthError` may return it too. Its response then has the form of all refusals of the service.
///
/// ```
/// use axum::extract::{Path, State};
/// use jwt_guard::prelude::*;
/// use jwt_guard::user::ApplicationRefusal;
///
/// # #[derive(Clone)]
/// # struct Orders;
/// # impl Orders { fn remove(&self, _: u64) -> bool { false } }
/// # struct User { is_locked: bool }
/// // In `UserBackend::authenticate`.
/// fn check(user: &User) -> Result<(), BackendError> {
///     match user.is_locked {
///         true => Err(ApplicationRefusal::new(423, "the account is locked: write to support").into()),
///         false => Ok(()),
///     }
/// }
///
/// #[protected]
/// async fn cancel(State(orders): State<Orders>, Path(number): Path<u64>) -> Result<(), AuthError> {
///     match orders.remove(number) {
///         true => Ok(()),
///         false => Err(ApplicationRefusal::new(404, "you have no such order").with_code("not_found").into()),
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct ApplicationRefusal {
    status: u16,
    code: &'static str,
    text: Box<str>,
}

const FORBIDDEN: u16 = 403;

impl ApplicationRefusal {
    /// A refusal with this status from 400 to 499, this text, and the code `access_denied`. Another status becomes 403, as it is
    /// the client that must change something.
    #[must_use]
    pub fn new(status: u16, text: impl Into<Box<str>>) -> Self {
        Self {
            status: match status {
                400..=499 => status,
                _ => FORBIDDEN,
            },
            code: "access_denied",
            text: text.into(),
        }
    }

    /// The same refusal with another code, by which programs tell it from others.
    #[must_use]
    pub fn with_code(mut self, code: &'static str) -> Self {
        self.code = code;
        self
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The code: the value of `error` in the body of the default response.
    #[must_use]
    pub fn code(&self) -> &'static str {
        self.code
    }

    /// The text for the client.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
