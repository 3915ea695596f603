//! The shape of a handler: its parameters, inferred from the function alone.

mod call;
pub(in crate::router) mod erased;

pub use call::{HandlerCall, LastParameter, Parameter};

use std::future::Future;

use axum::handler::Layered;
use axum::response::IntoResponse;

use crate::guard::policy::each_arity;
use crate::guard::{Guard, Policy};

/// A function with the parameters `A` that returns a response.
///
/// The return type is checked here, where the state is not known yet. So of several handlers on one path, the compiler shows
/// the one that returns something else.
///
/// Sealed, as an implementation of this trait elsewhere could declare one policy and enforce another.
///
/// ```compile_fail
/// struct Sneaky;
/// impl jwt_guard::routing::HandlerFn<()> for Sneaky {}
/// ```
#[diagnostic::on_unimplemented(
    message = "this handler does not return a response",
    label = "expected an `async fn` that returns a type with `IntoResponse`",
    note = "in a `Result` both types have it: implement `IntoResponse` for an error of your own, or return a `StatusCode`"
)]
pub trait HandlerFn<A>: sealed::Shape<A> {}

/// Parameters that begin with a [`Guard`], as those of a handler with an access policy do.
#[diagnostic::on_unimplemented(
    message = "this handler has no access policy",
    label = "annotate the handler with `#[public]`, `#[protected]` or `#[scoped(..)]`",
    note = "a `GuardedRouter` only accepts handlers which say who may call them; a closure cannot: write an `async fn`"
)]
pub trait Guarded: sealed::Sealed {
    /// The handler's policy.
    type Policy: Policy;

    /// The value that the guard gives to the handler.
    type Value;

    /// These parameters. A bound on this type is not checked for a handler without a policy, so that the compiler shows only
    /// the message of this trait.
    type Parameters;
}

/// Implementations elsewhere could declare one policy and enforce another.
mod sealed {
    use crate::guard::{Access, NoScopes, Policy, PolicySpec};

    pub trait Sealed {}
    pub trait Shape<A> {}

    /// The type of no parameter, and the second that [`Guarded`](super::Guarded) allows as the first of a handler. With one type
    /// alone, the compiler takes the first parameter of every function for a guard before it has seen the function, and reports
    /// a mismatch instead of the missing attribute.
    #[derive(Debug)]
    pub enum NoGuard {}

    impl Policy for NoGuard {
        type Instance = ();
        type Scopes = NoScopes;
        const SPEC: PolicySpec = PolicySpec::new("", Access::Protected);
    }
}

macro_rules! shape {
    ($($parameter:ident),*) => {
        impl<F, R, $($parameter),*> sealed::Shape<($($parameter,)*)> for F where F: FnOnce($($parameter),*) -> R {}

        #[diagnostic::do_not_recommend]
        impl<F, R, $($parameter),*> HandlerFn<($($parameter,)*)> for F
        where
            F: FnOnce($($parameter),*) -> R,
            R: Future<Output: IntoResponse>,
        {
        }
    };
}

macro_rules! guarded_shape {
    (($($parameter:ident),*)) => {
        shape! { G $(, $parameter)* }

        impl<P, V, $($parameter),*> sealed::Sealed for (Guard<P, V>, $($parameter,)*) {}

        impl<$($parameter),*> sealed::Sealed for (sealed::NoGuard, $($parameter,)*) {}

        #[doc(hidden)]
        #[diagnostic::do_not_recommend]
        impl<$($parameter),*> Guarded for (sealed::NoGuard, $($parameter,)*) {
            type Policy = sealed::NoGuard;
            type Value = std::convert::Infallible;
            type Parameters = Self;
        }

        #[diagnostic::do_not_recommend]
        impl<P: Policy, V, $($parameter),*> Guarded for (Guard<P, V>, $($parameter,)*) {
            type Policy = P;
            type Value = V;
            type Parameters = Self;
        }
    };
}

shape! {}

each_arity! { guarded_shape! T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 T15 }

impl<L, H: HandlerFn<A>, T, S, A> sealed::Shape<A> for Layered<L, H, T, S> {}

/// `handler.layer(..)` of axum keeps the parameters of the handler.
#[diagnostic::do_not_recommend]
impl<L, H: HandlerFn<A>, T, S, A> HandlerFn<A> for Layered<L, H, T, S> {}
