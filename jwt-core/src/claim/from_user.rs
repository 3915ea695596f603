//! `FromUser`: computes claims from the user, at login.

use std::future::Future;
use std::ops::Deref;
use std::pin::Pin;

use super::verify::{ByDeref, ByReference};
use crate::error::BackendError;

/// Claims that can be computed from a user of type `U`; `#[derive(Claim)]` implements it.
///
/// The value of a claim with `setup = path` is the result of that function of the user, which may be async, and may return a
/// [`BackendError`]. `#[claim(user = ..)]` on the struct names the type of the user. Claims without `setup` are unset.
///
/// [`UserBackend::claims`](crate::user::UserBackend::claims) calls this by default; an implementation may call it too.
///
/// ```
/// use jwt_guard::claim::FromUser;
/// use jwt_guard::prelude::*;
///
/// struct User { paid: u32, name: String }
///
/// #[derive(Claim)]
/// #[claim(user = User)]
/// struct Membership {
///     #[claim(setup = plan_of)]
///     plan: String,
///     #[claim(setup = team_of)]
///     team: Option<String>,
///     #[claim(default)]
///     level: u32,
/// }
///
/// fn plan_of(user: &User) -> String {
///     if user.paid > 0 { "pro" } else { "basic" }.to_owned()
/// }
///
/// async fn team_of(user: &User) -> Result<Option<String>, BackendError> {
///     # let find_team = async |name: &str| Ok::<_, BackendError>(Some(format!("team of {name}")));
///     Ok(find_team(&user.name).await?)
/// }
///
/// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
/// let membership = Membership::from_user(&User { paid: 5, name: "ada".into() }).await?;
/// assert_eq!((&*membership.plan, membership.team.as_deref()), ("pro", Some("team of ada")));
/// # Ok::<(), BackendError>(())
/// # }).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "the claims `{Self}` cannot be computed from the user `{U}`",
    label = "these claims are of another user",
    note = "the type in `#[claim(user = ..)]` on the claims is the `User` of the backend"
)]
pub trait FromUser<U>: Sized {
    /// The claims of this user.
    ///
    /// # Errors
    ///
    /// If a function fails, or if a required claim has no `setup`.
    fn from_user(user: &U) -> impl Future<Output = Result<Self, BackendError>> + Send;
}

/// A user that the claims `T` can be computed from: any type, unless a claim has a `setup`.
#[diagnostic::on_unimplemented(
    message = "the claims `{T}` cannot be computed from the user `{Self}`",
    label = "the claims are of another user",
    note = "the type in `#[claim(user = ..)]` on the claims is the `User` of the backend"
)]
pub trait UserOf<T>: Sized {
    /// The claims of this user; see [`FromUser::from_user`].
    ///
    /// # Errors
    ///
    /// If a function fails, or if a required claim has no `setup`.
    fn claims(&self) -> impl Future<Output = Result<T, BackendError>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: FromUser<U>, U: Sync> UserOf<T> for U {
    fn claims(&self) -> impl Future<Output = Result<T, BackendError>> + Send {
        T::from_user(self)
    }
}

/// A function that computes a claim of type `T` from a user of type `U`: `setup = path`.
///
/// `How` distinguishes what it takes, `&U` or its target, and what it returns: a value or a future, with or without an
/// error.
#[diagnostic::on_unimplemented(
    message = "this is no `setup` of a claim of type `{T}`",
    label = "expected a function of the user `{U}`",
    note = "write `fn(&{U}) -> {T}` or `async fn(&{U}) -> {T}`; either may give `Result<{T}, BackendError>`"
)]
pub trait ClaimFunction<'u, U, T, How> {
    /// The value for this user.
    fn compute(self, user: &'u U) -> ClaimFuture<'u, T>;
}

/// The future of a claim's value. Boxed, since a login is slow anyway, and the compiler then reports a wrong function once.
pub type ClaimFuture<'u, T> = Pin<Box<dyn Future<Output = Result<T, BackendError>> + Send + 'u>>;

#[diagnostic::do_not_recommend]
impl<'u, F, U: 'u, T, R, How> ClaimFunction<'u, U, T, ByReference<How>> for F
where
    F: FnOnce(&'u U) -> R,
    R: ClaimValue<'u, T, How>,
{
    fn compute(self, user: &'u U) -> ClaimFuture<'u, T> {
        self(user).value()
    }
}

#[diagnostic::do_not_recommend]
impl<'u, F, U: Deref + 'u, T, R, How> ClaimFunction<'u, U, T, ByDeref<How>> for F
where
    F: FnOnce(&'u U::Target) -> R,
    R: ClaimValue<'u, T, How>,
{
    fn compute(self, user: &'u U) -> ClaimFuture<'u, T> {
        self(user).value()
    }
}

/// The return value of such a function.
#[doc(hidden)]
pub trait ClaimValue<'u, T, How> {
    /// The value itself.
    fn value(self) -> ClaimFuture<'u, T>;
}

#[doc(hidden)]
#[derive(Debug)]
pub enum SyncClaim {}
#[doc(hidden)]
#[derive(Debug)]
pub enum FallibleSyncClaim {}
#[doc(hidden)]
#[derive(Debug)]
pub enum AsyncClaim {}
#[doc(hidden)]
#[derive(Debug)]
pub enum FallibleAsyncClaim {}

#[diagnostic::do_not_recommend]
impl<'u, T: Send + 'u> ClaimValue<'u, T, SyncClaim> for T {
    fn value(self) -> ClaimFuture<'u, T> {
        Box::pin(async { Ok(self) })
    }
}

#[diagnostic::do_not_recommend]
impl<'u, T: Send + 'u> ClaimValue<'u, T, FallibleSyncClaim> for Result<T, BackendError> {
    fn value(self) -> ClaimFuture<'u, T> {
        Box::pin(async { self })
    }
}

#[diagnostic::do_not_recommend]
impl<'u, T, F: Future<Output = T> + Send + 'u> ClaimValue<'u, T, AsyncClaim> for F {
    fn value(self) -> ClaimFuture<'u, T> {
        Box::pin(async { Ok(self.await) })
    }
}

#[diagnostic::do_not_recommend]
impl<'u, T, F> ClaimValue<'u, T, FallibleAsyncClaim> for F
where
    F: Future<Output = Result<T, BackendError>> + Send + 'u,
{
    fn value(self) -> ClaimFuture<'u, T> {
        Box::pin(self)
    }
}

/// The value of a claim of type `T` for this user.
#[doc(hidden)]
pub fn compute<'u, T, U, How>(
    setup: impl ClaimFunction<'u, U, T, How>,
    user: &'u U,
) -> ClaimFuture<'u, T> {
    setup.compute(user)
}
