//! `Claims`: the extractor of the verified claims of a token.

mod scope_rules;

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

pub(crate) use scope_rules::ScopeRules;

use crate::scope::{CheckedScope, Scope};
use crate::token::Verified;

/// The instance of `Auth` of a handler that names none with `auth = ..`.
#[derive(Debug, Clone, Copy)]
pub enum DefaultInstance {}

/// The claims of the request's token, which was verified before the handler runs.
///
/// `T` is the configuration's type of custom claims, and `Claims<T>` dereferences to it; the registered claims have
/// methods: [`subject`](Verified::subject), [`scopes`](Verified::scopes), and the others of [`Verified`]. A handler
/// that needs only those takes `Claims` without an argument.
///
/// Cheap to clone. `Debug` shows no values.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// #[derive(Claim)]
/// struct Membership {
///     plan: String,
/// }
///
/// #[protected]
/// async fn whoami(claims: Claims<Membership>) -> String {
///     format!("{} on plan {}", claims.subject(), claims.plan)
/// }
///
/// #[protected]
/// async fn subject(claims: Claims) -> String {
///     claims.subject().to_owned()
/// }
/// ```
pub struct Claims<T: ?Sized = dyn AnyClaims, I = DefaultInstance> {
    verified: Arc<Verified<dyn HasClaims<T>>>,
    scope_rules: &'static ScopeRules,
    instance: PhantomData<fn() -> I>,
}

macro_rules! registered {
    ($($(#[$doc:meta])* $name:ident -> $type:ty;)*) => {
        impl<T: ?Sized, I> Claims<T, I> {
            $($(#[$doc])*
            #[must_use]
            pub fn $name(&self) -> $type {
                self.verified.$name()
            })*
        }
    };
}

registered! {
    /// The subject of the token: the claim `sub`. Never empty. It names a user of this service only if
    /// [`is_foreign`](Self::is_foreign) is false; [`is_user`](Self::is_user) compares safely.
    subject -> &str;
    /// The issuer of the token: the claim `iss`.
    issuer -> Option<&str>;
    /// The identifier of the token: the claim `jti`.
    id -> Option<&str>;
    /// The identifier of the session that the token belongs to: the claim `sid`.
    session_id -> Option<&str>;
    /// When the user authenticated: the claim `auth_time`, in seconds since the Unix epoch.
    auth_time -> Option<i64>;
    /// The class of the authentication: the claim `acr`.
    acr -> Option<&str>;
    /// Whether the token came from an authentication, not from a refresh.
    is_fresh -> bool;
    /// When the token expires: the claim `exp`, in seconds since the Unix epoch.
    expires_at -> i64;
    /// When the token was issued: the claim `iat`, in seconds since the Unix epoch.
    issued_at -> Option<i64>;
    /// The scopes that the token grants: the claim `scope`.
    scopes -> &crate::scope::ScopeSet;
    /// Whether the token was issued by another issuer than this service. Its subject and session are then names of that issuer,
    /// and unrelated to a user or session of this service with the same name.
    is_foreign -> bool;
}

impl<T: ?Sized, I> Claims<T, I> {
    /// Whether the token is about the user of this service with this [subject](crate::user::UserBackend::subject). Always false
    /// for a token of another issuer.
    ///
    /// ```
    /// use axum::extract::Path;
    /// use axum::http::StatusCode;
    /// use jwt_guard::prelude::*;
    ///
    /// #[protected]
    /// async fn profile(Path(user): Path<u64>, claims: Claims) -> StatusCode {
    ///     match claims.is_user(user) {
    ///         true => StatusCode::OK,
    ///         false => StatusCode::FORBIDDEN,
    ///     }
    /// }
    /// ```
    #[must_use]
    pub fn is_user(&self, subject: impl fmt::Display) -> bool {
        self.verified.is_user(subject)
    }

    /// How the user authenticated: the claim `amr` ([RFC 8176]). Empty if the token does not say.
    ///
    /// [RFC 8176]: https://www.rfc-editor.org/rfc/rfc8176
    pub fn amr(&self) -> impl Iterator<Item = &str> {
        self.verified.amr()
    }

    /// The client that the token was issued to: the claim `client_id`, or that of its issuer.
    #[must_use]
    pub fn client_id(&self) -> Option<&str> {
        self.verified.client_id()
    }

    /// The verified claims.
    pub(crate) fn verified(&self) -> &Verified<dyn HasClaims<T>> {
        &self.verified
    }

    /// Whether the token grants a scope, by the same rules as `#[scoped(..)]`: by the hierarchy of scopes or literally, as the
    /// configuration or the trusted issuer has it, and by `scope_validator` and `scope_normalizer`.
    ///
    /// Takes a variant of an enum with `#[derive(Scope)]`, or `scope!(..)`. A template whose value makes no valid scope is
    /// never granted.
    ///
    /// ```
    /// use jwt_guard::prelude::*;
    ///
    /// #[derive(Scope)]
    /// enum Permission {
    ///     #[scope("note:read")]
    ///     NoteRead,
    /// }
    ///
    /// #[protected]
    /// async fn notes(claims: Claims) -> Result<&'static str, AuthError> {
    ///     let team = 7;
    ///     if claims.grants(Permission::NoteRead) || claims.grants(scope!("team:{team}:read")) {
    ///         return Ok("all of them");
    ///     }
    ///     Ok("those of everyone")
    /// }
    /// ```
    #[must_use]
    pub fn grants(&self, scope: impl CheckedScope) -> bool {
        let scope: Scope = scope.into();
        let Some(text) = scope.as_str() else {
            tracing::debug!(
                ?scope,
                "a handler checked for an invalid scope, which no token grants"
            );
            return false;
        };
        let scopes = self.scope_rules.normalized(vec![text.to_owned()]);
        !scopes.is_empty()
            && scopes.iter().all(|text| {
                self.scope_rules
                    .grants(&self.verified, text, true, scope.by_position())
            })
    }

    /// Wraps claims as the type that a handler extracts.
    pub(crate) fn new(
        verified: Arc<Verified<dyn HasClaims<T>>>,
        scope_rules: &'static ScopeRules,
    ) -> Self {
        Self {
            verified,
            scope_rules,
            instance: PhantomData,
        }
    }
}

impl<T: ?Sized, I> Clone for Claims<T, I> {
    fn clone(&self) -> Self {
        Self {
            verified: Arc::clone(&self.verified),
            scope_rules: self.scope_rules,
            instance: PhantomData,
        }
    }
}

impl<T: ?Sized, I> Deref for Claims<T, I> {
    type Target = T;

    fn deref(&self) -> &T {
        self.verified.custom().part()
    }
}

impl<T: ?Sized, I> fmt::Debug for Claims<T, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&self.verified, f)
    }
}

/// Custom claims of any type: what [`Claims`] without a type argument holds.
///
/// A handler that needs only the registered claims takes `Claims`, and works with every configuration.
pub trait AnyClaims: Send + Sync + 'static {}

impl<T: Send + Sync + 'static> AnyClaims for T {}

/// Claims of which one part is a `T`.
///
/// All parts of the claims of a token share one allocation, as `Verified<dyn HasClaims<T>>`.
pub trait HasClaims<T: ?Sized>: Send + Sync {
    /// This part of the claims.
    fn part(&self) -> &T;
}
