//! `Guard`: the first extractor of every annotated handler.

use std::fmt;
use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::claims::HandedOver;
use super::{Admission, AuthState, Policy, PolicySpec, Wanted};
use crate::auth::Auth;
use crate::config::AuthConfig;
use crate::error::AuthError;

/// Enforces the policy `P` before any other extractor runs, and hands over `V`.
///
/// The attributes insert it as the first parameter; it is not written by hand.
pub struct Guard<P, V = ()>(
    /// What the handler wanted: claims, a user, both, or nothing.
    pub V,
    #[doc(hidden)] pub Passed<P>,
);

/// Proof that the policy `P` was enforced. Only a guard can make one.
pub struct Passed<P>(PhantomData<fn() -> P>);

impl<P, V> Guard<P, V> {
    pub(crate) fn passed(wanted: V) -> Self {
        Self(wanted, Passed(PhantomData))
    }

    /// A guard that let nobody in: for calling a handler as a function, in a unit test.
    ///
    /// ```
    /// # use jwt_guard::guard::{Access, DefaultInstance, Guard, Policy, PolicySpec};
    /// # enum Hello {}
    /// # impl Policy for Hello {
    /// #     type Instance = DefaultInstance;
    /// #     const SPEC: PolicySpec = PolicySpec::new("hello", Access::Protected);
    /// # }
    /// // what `#[protected] async fn hello() -> &'static str` becomes
    /// async fn hello(_: Guard<Hello>) -> &'static str { "hello" }
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// assert_eq!(hello(Guard::granted(())).await, "hello");
    /// # });
    /// ```
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn granted(wanted: V) -> Self {
        Self::passed(wanted)
    }
}

/// Shows nothing: handlers are often traced with their arguments.
impl<P, V> fmt::Debug for Guard<P, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Guard")
    }
}

impl<P> fmt::Debug for Passed<P> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Passed")
    }
}

impl<S, P, V> FromRequestParts<S> for Guard<P, V>
where
    P: Policy,
    S: AuthState<P::Instance>,
    V: Wanted<S::Config>,
{
    type Rejection = AuthError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, AuthError> {
        enforce::<P::Instance, S::Config, V>(parts, state.auth(), &P::SPEC)
            .await
            .map(Self::passed)
    }
}

/// All that a guard does, compiled once for a configuration and what is wanted of it, not for each handler.
pub(crate) async fn enforce<I: 'static, C: AuthConfig, V: Wanted<C>>(
    parts: &mut Parts,
    auth: &Auth<C>,
    spec: &'static PolicySpec,
) -> Result<V, AuthError> {
    let admission = Admission::decide(auth, parts, spec)?;
    let wanted = V::take(&admission).await?;
    if spec.hands_over() {
        parts
            .extensions
            .insert(HandedOver::<I, C>::new(admission.verified()));
    }
    Ok(wanted)
}
