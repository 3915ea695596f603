//! `Freshness`: how recent or strong the authentication behind a token must be (RFC 9470).

/// The requirements of a handler on the authentication of the user, as constant data that the attributes write.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// /// A token that was stolen this morning cannot change the password.
/// #[protected(max_age = "5m", acr = ["urn:example:mfa", "urn:example:hardware"])]
/// async fn change_password() {}
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// let app = GuardedRouter::<Auth<Api>>::new().route("/password", post(change_password));
/// assert!(app.manifest().to_string().contains(r#"max_age = "300s", acr = ["urn:example:mfa", "urn:example:hardware"]"#));
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Freshness {
    pub(in crate::guard) fresh: bool,
    /// In seconds.
    pub(in crate::guard) max_age: Option<i64>,
    pub(in crate::guard) acr: Option<&'static [&'static str]>,
}

impl Freshness {
    /// No requirements.
    pub const NONE: Self = Self {
        fresh: false,
        max_age: None,
        acr: None,
    };

    /// The token must come from an authentication, not from a refresh: its claim `fresh` is `true`.
    #[must_use]
    pub const fn fresh(mut self) -> Self {
        self.fresh = true;
        self
    }

    /// The user must have authenticated at most so many seconds ago, by the claim `auth_time`. No leeway is added.
    #[must_use]
    pub const fn max_age(mut self, seconds: i64) -> Self {
        self.max_age = Some(seconds);
        self
    }

    /// The claim `acr` must be one of these.
    #[must_use]
    pub const fn acr(mut self, values: &'static [&'static str]) -> Self {
        self.acr = Some(values);
        self
    }
}

impl Default for Freshness {
    fn default() -> Self {
        Self::NONE
    }
}
