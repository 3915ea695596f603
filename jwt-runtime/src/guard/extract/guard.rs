//! `Guard`: the first extractor of every annotated handler.

use std::any::Any;
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;
use std::task::{Context, Poll};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use pin_project_lite::pin_project;

use super::admitted_claims::AdmittedClaims;
use crate::auth::{Auth, AuthState};
use crate::config::AuthConfig;
use crate::guard::decide::Decision;
use crate::guard::rejection::{record_policy, reject_request, reject_token};
use crate::guard::request::{GuardedRequest, context_of};
use crate::guard::{Admission, FromAdmission, Policy, PolicySpec, ResolvedSettings};
use crate::response::Rejection;

/// Enforces the policy `P` before any other extractor runs, and gives the value `V` to the handler.
///
/// The attributes insert it as the first parameter; it is not written by hand.
pub struct Guard<P, V = ()>(
    /// The value for the handler: claims, a user, both, or nothing.
    pub V,
    #[doc(hidden)] pub Passed<P>,
);

/// Proof that the policy `P` was enforced. Only a guard can create it.
pub struct Passed<P>(PhantomData<fn() -> P>);

impl<P, V> Guard<P, V> {
    pub(crate) fn passed(value: V) -> Self {
        Self(value, Passed(PhantomData))
    }

    /// A guard without a request, for calling a handler as a function in a unit test.
    ///
    /// ```
    /// use jwt_guard::guard::Guard;
    /// use jwt_guard::prelude::*;
    ///
    /// #[protected]
    /// async fn hello() -> &'static str {
    ///     "hello"
    /// }
    ///
    /// # tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(async {
    /// assert_eq!(hello(Guard::granted(())).await, "hello");
    /// # });
    /// ```
    #[cfg(feature = "testing")]
    #[must_use]
    pub fn granted(value: V) -> Self {
        Self::passed(value)
    }
}

/// Shows nothing, as handlers are often traced with their arguments.
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
    S: AuthState<P::Instance> + 'static,
    V: FromAdmission<S::Config>,
{
    type Rejection = Rejection;

    fn from_request_parts(
        parts: &mut Parts,
        state: &S,
    ) -> impl Future<Output = Result<Self, Rejection>> + Send {
        Passing {
            enforcing: enforce::<P::Instance, S::Config, V>(
                parts,
                state.auth(),
                state,
                &P::SPEC,
                None,
            ),
            policy: PhantomData,
        }
    }
}

pin_project! {
    /// Adds the policy to the result of `enforce`. This is compiled for each handler, and is smaller than an `async` block that
    /// awaits `enforce`.
    struct Passing<F, P> {
        #[pin]
        enforcing: F,
        policy: PhantomData<fn() -> P>,
    }
}

impl<F: Future<Output = Result<V, Rejection>>, P, V> Future for Passing<F, P> {
    type Output = Result<Guard<P, V>, Rejection>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project().enforcing.poll(context) {
            Poll::Ready(Ok(value)) => Poll::Ready(Ok(Guard::passed(value))),
            Poll::Ready(Err(rejection)) => Poll::Ready(Err(rejection)),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// The work of a guard, compiled once for each configuration and value, not for each handler. `resolved` is what the layer around
/// it hands on.
pub(crate) async fn enforce<I: 'static, C: AuthConfig, V: FromAdmission<C>>(
    parts: &mut Parts,
    auth: &Auth<C>,
    state: &(dyn Any + Send + Sync),
    spec: &'static PolicySpec,
    resolved: ResolvedSettings<'_>,
) -> Result<V, Rejection> {
    let context = context_of(auth, parts, spec);
    // Boxed, as all rare data here: what is held across an `await` is part of the future, which is copied for each request.
    let request = context.as_ref();
    let request =
        request.map(|context| Box::new(GuardedRequest::of(auth, parts, spec, context, resolved)));
    let request = request.as_deref();
    let decision = match request {
        None => Admission::of_bearer(auth, parts, spec).map(|admission| (admission, None)),
        Some(request) => {
            let decision = match auth.has_keys_of_users() {
                false => Decision::of(auth, parts, request),
                true => Box::pin(Decision::by_user_key(auth, parts, request)).await,
            };
            decision.map(|decision| (decision.admission, decision.expiring))
        }
    };
    let (mut admission, expiring) = match decision {
        Ok(decided) => decided,
        Err(error) => return Err(reject_token(auth, error, parts, spec, request)),
    };
    if !admission.is_settled()
        && let Err(error) = Box::pin(admission.settle(parts, state, spec)).await
    {
        // A cookie is not cleared because of its user, as if the handler took the user.
        return Err(match admission.awaits_user() {
            true => reject_request(auth, error, parts, spec, request),
            false => reject_token(auth, error, parts, spec, request),
        });
    }
    let handed_over = match spec.inserts_claims() {
        true => Some(AdmittedClaims::<I, C>::of(&admission)),
        false => None,
    };
    let value = match V::take(admission).await {
        Ok(value) => value,
        Err(error) => return Err(reject_request(auth, error, parts, spec, request)),
    };
    if let (Some(request), Some(expiring)) = (request, expiring) {
        request.context.will_replace(expiring);
    }
    if let Some(admitted) = handed_over {
        parts.extensions.insert(admitted);
    }
    record_policy(parts, spec);
    Ok(value)
}
