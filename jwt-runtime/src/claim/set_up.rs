//! Claims that are computed from the user, at login.

use std::future::Future;

use super::ClaimSet;
use crate::user::BackendError;

/// Claims that can be computed from a user of type `U`; `#[derive(Claim)]` implements it.
///
/// A claim with `setup = path` is what the function says of the user: sync or async, and, if it has to ask somebody, with
/// a [`BackendError`]. `#[claim(user = ..)]` on the struct says of which type the user is. Claims without any `setup` are
/// unset for every user.
///
/// [`UserBackend::claims`](crate::user::UserBackend::claims) does this unless it is implemented; then it may call it.
///
/// ```
/// use jwt_guard::claim::SetUp;
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
/// let membership = Membership::set_up(&User { paid: 5, name: "ada".into() }).await?;
/// assert_eq!((&*membership.plan, membership.team.as_deref()), ("pro", Some("team of ada")));
/// # Ok::<(), BackendError>(())
/// # }).unwrap();
/// ```
#[diagnostic::on_unimplemented(
    message = "the claims `{Self}` cannot be computed from the user `{U}`",
    label = "these claims are of another user",
    note = "the type in `#[claim(user = ..)]` on the claims is the `User` of the backend"
)]
pub trait SetUp<U>: Sized {
    /// The claims of this user.
    ///
    /// # Errors
    ///
    /// If one cannot be found out now, or is required and has no `setup`.
    fn set_up(user: &U) -> impl Future<Output = Result<Self, BackendError>> + Send;
}

/// A user from whom the claims `T` can be computed: any, unless a claim has a `setup`.
#[diagnostic::on_unimplemented(
    message = "the claims `{T}` cannot be computed from the user `{Self}`",
    label = "the claims are of another user",
    note = "the type in `#[claim(user = ..)]` on the claims is the `User` of the backend"
)]
pub trait UserOf<T>: Sized {
    /// The claims of this user; see [`SetUp::set_up`].
    ///
    /// # Errors
    ///
    /// If one cannot be found out now, or is required and has no `setup`.
    fn claims(&self) -> impl Future<Output = Result<T, BackendError>> + Send;
}

#[diagnostic::do_not_recommend]
impl<T: SetUp<U>, U: Sync> UserOf<T> for U {
    fn claims(&self) -> impl Future<Output = Result<T, BackendError>> + Send {
        T::set_up(self)
    }
}

/// The claims of every user, of which none has a `setup`.
#[doc(hidden)]
pub fn set_up_without<T: ClaimSet>() -> Result<T, BackendError> {
    T::unset().ok_or_else(|| {
        BackendError::from(
            "the claims are required and have no `setup`: the backend must give them",
        )
    })
}

/// What the function of a `setup` gives: the claim's value, at once or later, and perhaps an error instead.
#[diagnostic::on_unimplemented(
    message = "`setup` gives `{Self}`, which is no value of the claim",
    label = "the claim is of type `{T}`",
    note = "the function is `fn(&User) -> {T}`, an `async fn`, or either with `Result<{T}, BackendError>`"
)]
pub trait Value<T, How> {
    /// The value itself.
    fn value(self) -> impl Future<Output = Result<T, BackendError>> + Send;
}

#[doc(hidden)]
#[derive(Debug)]
pub enum AtOnce {}
#[doc(hidden)]
#[derive(Debug)]
pub enum OrError {}
#[doc(hidden)]
#[derive(Debug)]
pub enum Later {}
#[doc(hidden)]
#[derive(Debug)]
pub enum LaterOrError {}

#[diagnostic::do_not_recommend]
impl<T: Send> Value<T, AtOnce> for T {
    async fn value(self) -> Result<T, BackendError> {
        Ok(self)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Send> Value<T, OrError> for Result<T, BackendError> {
    async fn value(self) -> Self {
        self
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Future<Output = T> + Send> Value<T, Later> for F {
    async fn value(self) -> Result<T, BackendError> {
        Ok(self.await)
    }
}

#[diagnostic::do_not_recommend]
impl<T, F: Future<Output = Result<T, BackendError>> + Send> Value<T, LaterOrError> for F {
    fn value(self) -> impl Future<Output = Result<T, BackendError>> + Send {
        self
    }
}

/// The value of a claim of type `T`.
#[doc(hidden)]
pub fn value<T, V: Value<T, How>, How>(
    given: V,
) -> impl Future<Output = Result<T, BackendError>> + Send {
    given.value()
}
