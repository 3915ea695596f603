//! `ScopeFunction`: functions that compute the required scopes of a request, as in `#[scoped(with = required)]`.

use std::any::{Any, TypeId, type_name};
use std::fmt;
use std::future::Future;
use std::marker::PhantomData;
use std::pin::Pin;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;

use super::each_arity;
use crate::error::AuthError;
use crate::guard::IntoRequiredScopes;
use crate::scope::RequiredScopes;

/// The scopes that a function requires; `None` if one of its extractors refused the request.
type ComputedScopes = Result<Option<RequiredScopes>, AuthError>;

/// A function that computes the required scopes of a request, from what axum can extract of its head and the state `S`.
///
/// It takes up to eight extractors, as handlers do, may be `async`, and returns [`RequiredScopes`], one scope, several,
/// or a `Result` with any of these. `M` is inferred.
///
/// ```
/// use axum::extract::{Path, State};
/// use jwt_guard::prelude::*;
/// use jwt_guard::scope::RequiredScopes;
///
/// # #[derive(AuthConfig)]
/// # struct Api { secret: Secret }
/// # #[derive(Clone)]
/// # struct Db;
/// # impl Db { async fn is_archived(&self, _: u32) -> Result<bool, BackendError> { Ok(false) } }
/// # #[derive(Clone, AuthState)]
/// # struct App { auth: Auth<Api>, db: Db }
/// fn of_client(Path(id): Path<u32>) -> String {
///     format!("client{id}")
/// }
///
/// #[scoped(with = of_client)]
/// async fn client() {}
///
/// async fn of_report(Path(id): Path<u32>, State(app): State<App>) -> Result<RequiredScopes, AuthError> {
///     Ok(match app.db.is_archived(id).await? {
///         true => RequiredScopes::any_of(["archive:read", "admin"]),
///         false => RequiredScopes::from("report:read"),
///     })
/// }
///
/// #[scoped(with = of_report, state = App)]
/// async fn report() {}
///
/// let router = GuardedRouter::<App>::new()
///     .route("/clients/{id}", get(client))
///     .route("/reports/{id}", get(report));
/// ```
#[diagnostic::on_unimplemented(
    message = "this function cannot compute required scopes",
    label = "expected extractors of a request's head as parameters, and `RequiredScopes` or what becomes it",
    note = "a function that takes `State(..)` needs the router's state: `#[scoped(with = .., state = App)]`"
)]
pub trait ComputesScopes<S, M>: Copy + Send + Sync + 'static {
    /// Extracts the parameters and calls the function.
    #[doc(hidden)]
    fn compute(self, parts: &mut Parts, state: &S) -> impl Future<Output = ComputedScopes> + Send;
}

/// Marks functions that are not `async`.
#[derive(Debug)]
pub struct SyncScopes;

/// Marks functions that are `async`.
#[derive(Debug)]
pub struct AsyncScopes;

macro_rules! functions {
    (($($parameter:ident),*)) => {
        #[diagnostic::do_not_recommend]
        impl<F, S, R, $($parameter,)*> ComputesScopes<S, (SyncScopes, $($parameter,)*)> for F
        where
            F: Fn($($parameter),*) -> R + Copy + Send + Sync + 'static,
            R: IntoRequiredScopes,
            S: Send + Sync,
            $($parameter: FromRequestParts<S> + Send,)*
        {
            #[allow(non_snake_case, unused_variables, reason = "a parameter is called like its type")]
            async fn compute(self, parts: &mut Parts, state: &S) -> ComputedScopes {
                $(
                    let Ok($parameter) = $parameter::from_request_parts(parts, state).await else {
                        return Ok(None);
                    };
                )*
                self($($parameter),*).into_required_scopes().map(Some)
            }
        }

        #[diagnostic::do_not_recommend]
        impl<F, S, R, $($parameter,)*> ComputesScopes<S, (AsyncScopes, $($parameter,)*)> for F
        where
            F: Fn($($parameter),*) -> R + Copy + Send + Sync + 'static,
            R: Future<Output: IntoRequiredScopes> + Send,
            S: Send + Sync,
            $($parameter: FromRequestParts<S> + Send,)*
        {
            #[allow(non_snake_case, unused_variables, reason = "a parameter is called like its type")]
            async fn compute(self, parts: &mut Parts, state: &S) -> ComputedScopes {
                $(
                    let Ok($parameter) = $parameter::from_request_parts(parts, state).await else {
                        return Ok(None);
                    };
                )*
                self($($parameter),*).await.into_required_scopes().map(Some)
            }
        }
    };
}

each_arity! { functions! T1 T2 T3 T4 T5 T6 T7 T8 }

/// A function with its type erased, for constant data.
pub trait ScopeComputation: Send + Sync {
    /// The path of the function.
    #[doc(hidden)]
    fn function(&self) -> &'static str;

    #[doc(hidden)]
    fn compute<'a>(
        &self,
        parts: &'a mut Parts,
        state: &'a (dyn Any + Send + Sync),
    ) -> Pin<Box<dyn Future<Output = ComputedScopes> + Send + 'a>>;
}

/// A function for a router whose state is `S`; for any, if that is `()`.
pub struct With<S, F, M> {
    function: F,
    types: PhantomData<fn() -> (S, M)>,
}

impl<S, F, M> With<S, F, M> {
    /// Wraps a function that computes scopes (`ComputesScopes`).
    #[must_use]
    pub const fn new(function: F) -> Self {
        Self {
            function,
            types: PhantomData,
        }
    }
}

impl<S, F, M> ScopeComputation for With<S, F, M>
where
    S: Send + Sync + 'static,
    F: ComputesScopes<S, M>,
    M: 'static,
{
    fn function(&self) -> &'static str {
        type_name::<F>()
    }

    fn compute<'a>(
        &self,
        parts: &'a mut Parts,
        state: &'a (dyn Any + Send + Sync),
    ) -> Pin<Box<dyn Future<Output = ComputedScopes> + Send + 'a>> {
        // `()` stands for any state. It is replaced by a `()` of our own, so that the downcast succeeds.
        let any: &'a (dyn Any + Send + Sync) = &();
        let is_for_any = TypeId::of::<S>() == TypeId::of::<()>();
        let state = if is_for_any { any } else { state };
        let function = self.function;
        Box::pin(async move {
            let Some(state) = state.downcast_ref::<S>() else {
                return Err(AuthError::misconfigured(
                    "the router's state is not the one in `state = ..` of `#[scoped(with = ..)]`",
                ));
            };
            function.compute(parts, state).await
        })
    }
}

impl<S, F, M> fmt::Debug for With<S, F, M> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(type_name::<F>())
    }
}

/// A function named by a policy. Two are equal if they have the same path.
#[derive(Clone, Copy)]
pub struct ScopeFunction(&'static dyn ScopeComputation);

impl ScopeFunction {
    /// Erases the type of a function.
    #[must_use]
    pub const fn new(computation: &'static dyn ScopeComputation) -> Self {
        Self(computation)
    }

    /// The path of the function, such as `app::of_client`.
    #[must_use]
    pub fn function(&self) -> &'static str {
        self.0.function()
    }

    pub(in crate::guard) async fn compute(
        &self,
        parts: &mut Parts,
        state: &(dyn Any + Send + Sync),
    ) -> ComputedScopes {
        self.0.compute(parts, state).await
    }
}

impl PartialEq for ScopeFunction {
    fn eq(&self, other: &Self) -> bool {
        self.function() == other.function()
    }
}

impl Eq for ScopeFunction {}

impl fmt::Debug for ScopeFunction {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("ScopeFunction")
            .field(&self.function())
            .finish()
    }
}
