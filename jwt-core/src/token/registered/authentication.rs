//! `Authentication`: how a user authenticated.

use serde::{Deserialize, Serialize};

/// How a user authenticated: the claims `acr` and `amr` of a token.
///
/// A handler can require it with `#[protected(acr = "..")]` ([RFC 9470]).
///
/// ```
/// use jwt_guard::user::Authentication;
///
/// let with_second_factor = Authentication::default().acr("urn:example:mfa").amr("pwd").amr("otp");
/// ```
///
/// [RFC 9470]: https://www.rfc-editor.org/rfc/rfc9470
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Authentication {
    #[serde(skip_serializing_if = "Option::is_none")]
    acr: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    amr: Vec<String>,
}

impl Authentication {
    /// Sets the authentication context class, in the application's own terms: the claim `acr`.
    #[must_use]
    pub fn acr(mut self, class: impl Into<String>) -> Self {
        self.acr = Some(class.into());
        self
    }

    /// Adds an authentication method, such as `pwd` or `otp`: an element of the claim `amr` ([RFC 8176 §2]).
    ///
    /// [RFC 8176 §2]: https://www.rfc-editor.org/rfc/rfc8176#section-2
    #[must_use]
    pub fn amr(mut self, method: impl Into<String>) -> Self {
        self.amr.push(method.into());
        self
    }

    pub(crate) fn class(&self) -> Option<&str> {
        self.acr.as_deref()
    }

    pub(crate) fn methods(&self) -> &[String] {
        &self.amr
    }
}
