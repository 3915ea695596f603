//! `Claims`: what a handler sees of a verified token.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;
use std::sync::Arc;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;

use super::{Admission, AuthState, DefaultInstance, Wanted};
use crate::claim::{AnyClaims, ClaimsOf, Gives};
use crate::config::{AuthConfig, MintsClaims};
use crate::error::{AuthError, Refusal};
use crate::scope::{CheckedScope, Scope, ScopeRules};
use crate::token::Verified;

/// The claims of the request's token, which was verified before the handler runs.
///
/// `T` is the configuration's type of custom claims, and `Claims<T>` dereferences to it; the registered claims have
/// methods: [`subject`](Verified::subject), [`scopes`](Verified::scopes), and the others of [`Verified`]. A handler
/// that needs only those takes `Claims` without an argument.
///
/// Cheap to clone. `Debug` shows nothing of it.
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
    verified: Arc<Verified<dyn Gives<T>>>,
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
    /// Who the token is about: the claim `sub`. Never empty. A user of this service only if [`is_foreign`](Self::is_foreign) is
    /// false; [`is_user`](Self::is_user) compares it with one.
    subject -> &str;
    /// Who issued the token: the claim `iss`.
    issuer -> Option<&str>;
    /// The identifier of this one token: the claim `jti`.
    id -> Option<&str>;
    /// The login that the token came from: the claim `sid`.
    session_id -> Option<&str>;
    /// When the user authenticated: the claim `auth_time`, in seconds since the Unix epoch.
    auth_time -> Option<i64>;
    /// How well the user authenticated: the claim `acr`.
    acr -> Option<&str>;
    /// Whether the token came from an authentication, not from a refresh.
    is_fresh -> bool;
    /// When the token expires: the claim `exp`, in seconds since the Unix epoch.
    expires_at -> i64;
    /// When the token was issued: the claim `iat`, in seconds since the Unix epoch.
    issued_at -> Option<i64>;
    /// What the token grants: the claim `scope`.
    scopes -> &crate::scope::ScopeSet;
    /// Whether the token is of another issuer than this service. Its subject and its session are then names that the other
    /// issuer gave, and say nothing of a user or a session of this service that has the same name.
    is_foreign -> bool;
}

impl<T: ?Sized, I> Claims<T, I> {
    /// Whether the token is about the user of this service whom the user backend calls by this
    /// [subject](crate::user::UserBackend::subject): never, if it is of another issuer.
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

    /// The claims as they were verified.
    pub(crate) fn verified(&self) -> &Verified<dyn Gives<T>> {
        &self.verified
    }

    /// Whether the token grants a scope, as `#[scoped(..)]` would find: by the hierarchy of scopes or word for word, as the
    /// configuration or the trusted issuer has it, and by `scope_validator` and `scope_normalizer`.
    ///
    /// It takes a variant of an enum with `#[derive(Scope)]`, or `scope!(..)`. A value that makes no scope of a template is
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
            tracing::debug!(?scope, "what a handler asks for is no scope");
            return false;
        };
        let scopes = self.scope_rules.normalized(vec![text.to_owned()]);
        !scopes.is_empty()
            && scopes.iter().all(|text| {
                self.scope_rules
                    .grants(&self.verified, text, true, scope.by_position())
            })
    }

    /// The claims of a token, for somebody who asks for these of them.
    pub(crate) fn of<C: MintsClaims<T>>(verified: Arc<Verified<ClaimsOf<C>>>) -> Self
    where
        T: 'static,
    {
        Self {
            verified,
            scope_rules: ScopeRules::of::<C>(),
            instance: PhantomData,
        }
    }
}

/// For calling a handler in a unit test, with claims that were minted and verified.
#[cfg(feature = "testing")]
impl<C: MintsClaims<T>, T: ?Sized + 'static, I> From<Arc<Verified<ClaimsOf<C>>>> for Claims<T, I> {
    fn from(verified: Arc<Verified<ClaimsOf<C>>>) -> Self {
        Self::of(verified)
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

impl<C, T, I> Wanted<C> for Option<Claims<T, I>>
where
    C: MintsClaims<T>,
    T: ?Sized + Send + Sync + 'static,
{
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        Ok(admission.into_verified().map(Claims::of))
    }
}

impl<C, T, I> Wanted<C> for Claims<T, I>
where
    C: MintsClaims<T>,
    T: ?Sized + Send + Sync + 'static,
{
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        let claims = <Option<Self> as Wanted<C>>::take(admission).await?;
        claims.ok_or(AuthError::MissingToken)
    }
}

/// The claims as the guard leaves them in the request's extensions. The key is instance *and* configuration, so that
/// the claims of one `Auth` are never taken for those of another.
///
/// `None` stands for an absent token that the policy forgave; no entry at all means that no guard was there.
pub(crate) struct HandedOver<I, C: AuthConfig>(
    Option<Arc<Verified<ClaimsOf<C>>>>,
    PhantomData<fn() -> I>,
);

impl<I: 'static, C: AuthConfig> HandedOver<I, C> {
    pub(crate) fn new(verified: Option<Arc<Verified<ClaimsOf<C>>>>) -> Self {
        Self(verified, PhantomData)
    }

    /// What a guard left in the request; nothing if none of this `Auth` was there.
    pub(crate) fn find(parts: &Parts) -> Option<Option<Arc<Verified<ClaimsOf<C>>>>> {
        let Self(verified, _) = parts.extensions.get()?;
        Some(verified.clone())
    }
}

impl<I, C: AuthConfig> Clone for HandedOver<I, C> {
    fn clone(&self) -> Self {
        Self(self.0.clone(), PhantomData)
    }
}

/// For a `Claims` that no attribute has moved into a guard: behind a type alias, inside another extractor, or in a
/// [middleware](crate::auth::Auth::middleware), where the request is admitted for it.
impl<S, T, I> FromRequestParts<S> for Claims<T, I>
where
    S: AuthState<I>,
    S::Config: MintsClaims<T>,
    T: ?Sized + Send + Sync + 'static,
    I: 'static,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Refusal> {
        let auth = state.auth();
        match HandedOver::<I, S::Config>::find(parts) {
            Some(Some(verified)) => Ok(Self::of(verified)),
            Some(None) => Err(auth.refuse(AuthError::MissingToken)),
            None => auth.admit::<I, Self>(parts).await,
        }
    }
}

impl<S, T, I> OptionalFromRequestParts<S> for Claims<T, I>
where
    S: AuthState<I>,
    S::Config: MintsClaims<T>,
    T: ?Sized + Send + Sync + 'static,
    I: 'static,
{
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Refusal> {
        match HandedOver::<I, S::Config>::find(parts) {
            Some(verified) => Ok(verified.map(Self::of)),
            None => state.auth().admit_optional::<I, Self>(parts).await,
        }
    }
}
