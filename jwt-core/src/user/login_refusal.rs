//! `LoginRefusal`: an application's own refusal of a login.

/// An application's refusal of a login, with a status and a text for the client: the account is locked, for example, or its
/// address is not confirmed yet.
///
/// Return it as the error of [`UserBackend::authenticate`](super::UserBackend::authenticate) or of another method that runs
/// during a login. It counts as a failed attempt. The client is told the text: refuse so only after the password was found
/// right; otherwise the text reveals which accounts exist.
///
/// ```
/// use jwt_guard::user::{BackendError, LoginRefusal};
///
/// # struct User { is_locked: bool }
/// fn check(user: &User) -> Result<(), BackendError> {
///     match user.is_locked {
///         true => Err(LoginRefusal::new("the account is locked: write to support").with_status(423).into()),
///         false => Ok(()),
///     }
/// }
/// ```
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text}")]
pub struct LoginRefusal {
    status: u16,
    text: Box<str>,
}

impl LoginRefusal {
    /// A refusal with this text, and the status 403.
    #[must_use]
    pub fn new(text: impl Into<Box<str>>) -> Self {
        Self {
            status: 403,
            text: text.into(),
        }
    }

    /// The same refusal with another status: 400 to 499. Another one becomes 403, as the client is the one that must change
    /// something.
    #[must_use]
    pub fn with_status(mut self, status: u16) -> Self {
        self.status = match status {
            400..=499 => status,
            _ => 403,
        };
        self
    }

    /// The status of the response.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The text for the client.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }
}
