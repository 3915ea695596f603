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

use crate::auth::{Auth, AuthState};
use crate::config::AuthConfig;
use crate::error::Refusal;
use crate::guard::decide::user_of_request;
use crate::guard::extract::claims::HandedOver;
use crate::guard::implicit_refresh::watch_expiry;
use crate::guard::rejection::{reject_request, reject_token};
use crate::guard::{Admission, Policy, PolicySpec, Wanted, context_of};

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
    /// #     type Scopes = jwt_guard::guard::NoScopes;
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
    S: AuthState<P::Instance> + 'static,
    V: Wanted<S::Config>,
{
    type Rejection = Refusal;

    fn from_request_parts(
        parts: &mut Parts,
        state: &S,
    ) -> impl Future<Output = Result<Self, Refusal>> + Send {
        Passing {
            enforcing: enforce::<P::Instance, S::Config, V>(parts, state.auth(), state, &P::SPEC),
            policy: PhantomData,
        }
    }
}

pin_project! {
    /// Names the policy that `enforce` enforces. Smaller to compile than an `async` block that awaits it, and it is
    /// compiled for each handler.
    struct Passing<F, P> {
        #[pin]
        enforcing: F,
        policy: PhantomData<fn() -> P>,
    }
}

impl<F: Future<Output = Result<V, Refusal>>, P, V> Future for Passing<F, P> {
    type Output = Result<Guard<P, V>, Refusal>;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<Self::Output> {
        match self.project().enforcing.poll(context) {
            Poll::Ready(Ok(wanted)) => Poll::Ready(Ok(Guard::passed(wanted))),
            Poll::Ready(Err(refusal)) => Poll::Ready(Err(refusal)),
            Poll::Pending => Poll::Pending,
        }
    }
}

/// All that a guard does, compiled once for a configuration and what is wanted of it, not for each handler.
pub(crate) async fn enforce<I: 'static, C: AuthConfig, V: Wanted<C>>(
    parts: &mut Parts,
    auth: &Auth<C>,
    state: &(dyn Any + Send + Sync),
    spec: &'static PolicySpec,
) -> Result<V, Refusal> {
    let exchange = context_of(auth, parts, spec);
    let exchange = exchange.as_ref();
    let refuse = |error, parts: &Parts| Err(reject_token(auth, error, parts, spec, exchange));
    // One step after the other, and a box for the one that is rare: what is held while another is awaited is copied
    // with each request.
    let user = match exchange {
        Some(exchange) if auth.has_keys_of_users() => {
            match Box::pin(user_of_request(auth, parts, spec, exchange)).await {
                Ok(user) => user,
                Err(error) => return refuse(error, parts),
            }
        }
        _ => None,
    };
    let mut admission = match Admission::decide(auth, parts, spec, exchange, user.as_deref()) {
        Ok(admission) => admission,
        Err(error) => return refuse(error, parts),
    };
    if !admission.is_settled()
        && let Err(error) = Box::pin(admission.settle(parts, state, spec)).await
    {
        return refuse(error, parts);
    }
    let verified = match exchange.is_some() || spec.hands_over() {
        true => admission.verified().cloned(),
        false => None,
    };
    let wanted = match V::take(admission).await {
        Ok(wanted) => wanted,
        Err(error) => return Err(reject_request(auth, error, parts, spec, exchange)),
    };
    if let (Some(exchange), Some(verified)) = (exchange, &verified) {
        watch_expiry(auth, verified, parts, spec, exchange, user.as_deref());
    }
    if spec.hands_over() {
        parts.extensions.insert(HandedOver::<I, C>::new(verified));
    }
    Ok(wanted)
}
