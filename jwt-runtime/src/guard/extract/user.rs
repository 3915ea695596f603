//! `CurrentUser`: the user of the token, from the user backend.

use std::fmt;
use std::marker::PhantomData;
use std::ops::Deref;

use axum::extract::{FromRequestParts, OptionalFromRequestParts};
use axum::http::request::Parts;

use super::admitted_claims::AdmittedClaims;
use super::middleware::{admit, admit_optional};
use crate::auth::{Auth, AuthState};
use crate::claims::DefaultInstance;
use crate::config::{ClaimsOf, SuppliesUser};
use crate::error::AuthError;
use crate::grant::user_of_token;
use crate::guard::{Admission, FromAdmission, reject};
use crate::response::Rejection;
use crate::token::Verified;

/// The user of the request's token, as `retrieve_user` of the backend supplies it; dereferences to it.
///
/// If the user no longer exists or is inactive, the request is refused with 401 before the handler runs.
///
/// ```
/// use jwt_guard::prelude::*;
///
/// #[derive(Clone)]
/// struct User {
///     name: String,
/// }
///
/// #[protected]
/// async fn greet(user: CurrentUser<User>) -> String {
///     format!("hello, {}", user.name)
/// }
///
/// // the same, with a parameter of the user's own type
/// #[inject_user]
/// async fn greet_again(user: User) -> String {
///     format!("hello again, {}", user.name)
/// }
/// ```
#[derive(Clone)]
pub struct CurrentUser<U, I = DefaultInstance> {
    user: U,
    instance: PhantomData<fn() -> I>,
}

impl<U, I> CurrentUser<U, I> {
    /// The user itself.
    #[must_use]
    pub fn into_inner(self) -> U {
        self.user
    }

    fn new(user: U) -> Self {
        Self {
            user,
            instance: PhantomData,
        }
    }

    /// The user of a token that a guard has verified.
    async fn of<C: SuppliesUser<U>>(
        auth: &Auth<C>,
        parts: &Parts,
        verified: &Verified<ClaimsOf<C>>,
    ) -> Result<Self, Rejection>
    where
        I: 'static,
    {
        let user = match AdmittedClaims::<I, C>::user(parts) {
            Some(user) => Ok(user),
            None => user_of_token(auth, verified).await,
        };
        let user = user.map_err(|error| reject(auth, parts, error))?;
        Ok(Self::new(C::supply(user)))
    }
}

/// Shows nothing, as handlers are often traced with their arguments, and a user is personal data.
impl<U, I> fmt::Debug for CurrentUser<U, I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("[user]")
    }
}

/// For unit tests that call a handler.
#[cfg(feature = "testing")]
impl<U, I> From<U> for CurrentUser<U, I> {
    fn from(user: U) -> Self {
        Self::new(user)
    }
}

impl<U, I> Deref for CurrentUser<U, I> {
    type Target = U;

    fn deref(&self) -> &U {
        &self.user
    }
}

/// The user for a parameter of the user's own type, which `#[inject_user]` moves into the guard.
#[derive(Debug, Clone)]
pub struct Injected<U>(pub U);

/// The same for a parameter of type `Option<U>`.
#[derive(Debug, Clone)]
pub struct InjectedOption<U>(pub Option<U>);

impl<C: SuppliesUser<U>, U: Send> FromAdmission<C> for InjectedOption<U> {
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        Ok(Self(admission.user().await?.map(C::supply)))
    }
}

impl<C: SuppliesUser<U>, U: Send> FromAdmission<C> for Injected<U> {
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        let InjectedOption(user) = InjectedOption::take(admission).await?;
        user.map(Self).ok_or_else(AuthError::missing_token)
    }
}

impl<C: SuppliesUser<U>, U: Send, I> FromAdmission<C> for Option<CurrentUser<U, I>> {
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        let InjectedOption(user) = InjectedOption::take(admission).await?;
        Ok(user.map(CurrentUser::new))
    }
}

impl<C: SuppliesUser<U>, U: Send, I> FromAdmission<C> for CurrentUser<U, I> {
    async fn take(admission: Admission<'_, C>) -> Result<Self, AuthError> {
        let Injected(user) = Injected::take(admission).await?;
        Ok(Self::new(user))
    }
}

/// For a `CurrentUser` that the attribute cannot move into the guard: behind a type alias, inside another extractor, or in a
/// [middleware](crate::guard::AuthLayers::middleware), where this extractor itself admits the request.
impl<S, U, I> FromRequestParts<S> for CurrentUser<U, I>
where
    S: AuthState<I>,
    S::Config: SuppliesUser<U>,
    U: Send,
    I: 'static,
{
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Rejection> {
        let auth = state.auth();
        match AdmittedClaims::<I, S::Config>::find(parts) {
            Some(Some(verified)) => Self::of(auth, parts, &verified).await,
            Some(None) => Err(reject(auth, parts, AuthError::missing_token())),
            None => admit::<_, I, Self>(auth, parts).await,
        }
    }
}

impl<S, U, I> OptionalFromRequestParts<S> for CurrentUser<U, I>
where
    S: AuthState<I>,
    S::Config: SuppliesUser<U>,
    U: Send,
    I: 'static,
{
    type Rejection = Rejection;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Option<Self>, Rejection> {
        let auth = state.auth();
        match AdmittedClaims::<I, S::Config>::find(parts) {
            Some(Some(verified)) => Self::of(auth, parts, &verified).await.map(Some),
            Some(None) => Ok(None),
            None => admit_optional::<_, I, Self>(auth, parts).await,
        }
    }
}
