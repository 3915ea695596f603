//! `get`, `post` and similar functions: a handler with its methods.

use std::fmt;
use std::marker::PhantomData;

use axum::routing::MethodFilter;

use super::handler::{Guarded, HandlerFn};

/// A handler with its methods, not yet tied to a state. `A` are its parameters.
pub struct GuardedMethod<H, A> {
    pub(super) handler: H,
    pub(super) target: Target,
    parameters: PhantomData<fn() -> A>,
}

/// The requests of a path that a handler takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Target {
    Methods(MethodFilter),
    Any,
    /// The methods that no other handler of the path takes.
    Others,
}

impl fmt::Display for Target {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let filter = match self {
            Self::Methods(filter) => *filter,
            Self::Any | Self::Others => return f.write_str("*"),
        };
        let mut separator = "";
        for (name, method) in NAMES {
            if filter.or(method) == filter {
                write!(f, "{separator}{name}")?;
                separator = "|";
            }
        }
        Ok(())
    }
}

impl<H, A> GuardedMethod<H, A> {
    pub(super) fn new(target: Target, handler: H) -> Self {
        Self {
            handler,
            target,
            parameters: PhantomData,
        }
    }
}

impl<H, A> fmt::Debug for GuardedMethod<H, A> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("GuardedMethod")
            .field("target", &self.target)
            .finish_non_exhaustive()
    }
}

/// Handles the methods of `filter` with an annotated handler.
pub fn on<H, A>(filter: MethodFilter, handler: H) -> GuardedMethod<H, A::Parameters>
where
    A: Guarded,
    H: HandlerFn<A>,
{
    GuardedMethod::new(Target::Methods(filter), handler)
}

/// Handles every method with an annotated handler.
pub fn any<H, A>(handler: H) -> GuardedMethod<H, A::Parameters>
where
    A: Guarded,
    H: HandlerFn<A>,
{
    GuardedMethod::new(Target::Any, handler)
}

/// Calls the macro `expand` with the functions, their methods and the names of these.
macro_rules! for_each_method {
    ($expand:ident) => {
        $expand! {
            (connect, CONNECT, "CONNECT")
            (delete, DELETE, "DELETE")
            (get, GET, "GET")
            (head, HEAD, "HEAD")
            (options, OPTIONS, "OPTIONS")
            (patch, PATCH, "PATCH")
            (post, POST, "POST")
            (put, PUT, "PUT")
            (trace, TRACE, "TRACE")
        }
    };
}
pub(super) use for_each_method;

macro_rules! functions {
    ($(($function:ident, $method:ident, $name:literal))*) => {
        const NAMES: [(&str, MethodFilter); 9] = [$(($name, MethodFilter::$method)),*];

        $(
            #[doc = concat!("Handles `", $name, "` requests with an annotated handler.")]
            pub fn $function<H, A>(handler: H) -> GuardedMethod<H, A::Parameters>
            where
                A: Guarded,
                H: HandlerFn<A>,
            {
                on(MethodFilter::$method, handler)
            }
        )*
    };
}

for_each_method!(functions);
