//! Calling a handler: first its guard, then the extractors of axum.
//!
//! axum could call a handler itself, and does so in a plain router. But to axum, each policy is another extractor type, for
//! which it compiles two futures; here, the guards of all handlers share one function.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::handler::{Handler, Layered};
use axum::response::IntoResponse;

use crate::auth::AuthState;
use crate::config::AuthConfig;
use crate::guard::policy::each_arity;
use crate::guard::{FromAdmission, Guard, HeldInfo, Policy, WithinVocabulary, enforce, finished};
use crate::router::handler::Guarded;
use crate::router::handler::erased::{ErasedHandler, Layer};

/// Parameters with which the handler `H` can be called for the state `S`: the state holds the `Auth` of the guard with the
/// claims and users that the handler takes, and axum can extract the other parameters, the last of them as `T` says.
pub trait HandlerCall<H, S, T> {
    /// The handler with its layer, guard and extractors, and its type erased.
    #[doc(hidden)]
    fn erase(handler: H) -> ErasedHandler<S>;
}

/// A parameter of a handler other than the last.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not extracted from the head of a request, for the router state `{S}`",
    label = "this handler takes it before the last parameter",
    note = "what reads the body, such as `Json` or `Form`, is the last parameter",
    note = "`State<..>` of a part of the state needs `#[derive(FromRef)]` on `{S}`",
    note = "claims are taken as `Claims<..>`; the user as `CurrentUser<..>`, or by its own type under `#[inject_user]`"
)]
pub trait Parameter<S>: FromRequestParts<S> + Send {}

#[diagnostic::do_not_recommend]
impl<S, P: FromRequestParts<S> + Send> Parameter<S> for P {}

/// The last parameter of a handler, which may read the body.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is not an extractor for the router state `{S}`",
    label = "this handler takes it as a parameter",
    note = "`State<..>` of a part of the state needs `#[derive(FromRef)]` on `{S}`",
    note = "claims are taken as `Claims<..>`; the user as `CurrentUser<..>`, or by its own type under `#[inject_user]`"
)]
pub trait LastParameter<S, T>: FromRequest<S, T> + Send {}

#[diagnostic::do_not_recommend]
impl<S, T, P: FromRequest<S, T> + Send> LastParameter<S, T> for P {}

// The bounds are in this order because each has its own message, and only the first that fails is shown.

impl<H, R, P, V, S> HandlerCall<H, S, ()> for (Guard<P, V>,)
where
    P: Policy,
    S: AuthState<P::Instance> + Clone + 'static,
    V: FromAdmission<S::Config>,
    P::Scopes: WithinVocabulary<S, <S::Config as AuthConfig>::Scopes>,
    H: FnOnce(Guard<P, V>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output: IntoResponse> + Send,
{
    fn erase(handler: H) -> ErasedHandler<S> {
        ErasedHandler::new(Layer::of::<P>(), move |request, state, resolved| {
            let handler = handler.clone();
            let (mut parts, _) = request.into_parts();
            Box::pin(async move {
                match enforce::<P::Instance, _, _>(
                    &mut parts,
                    state.auth(),
                    &state,
                    &P::SPEC,
                    resolved,
                )
                .await
                {
                    Ok(value) => {
                        let held = HeldInfo::of(state.auth(), &P::SPEC, &parts);
                        let response = handler(Guard::passed(value)).await.into_response();
                        finished(state.auth(), &P::SPEC, held, response)
                    }
                    Err(rejection) => rejection.into_response(),
                }
            })
        })
    }
}

macro_rules! with_extractors {
    (($($parameter:ident),*)) => {
        impl<H, R, P, V, S, $($parameter,)* Last, T> HandlerCall<H, S, T> for (Guard<P, V>, $($parameter,)* Last)
        where
            P: Policy,
            S: AuthState<P::Instance> + Clone + 'static,
            V: FromAdmission<S::Config>,
            P::Scopes: WithinVocabulary<S, <S::Config as AuthConfig>::Scopes>,
            H: FnOnce(Guard<P, V>, $($parameter,)* Last) -> R + Clone + Send + Sync + 'static,
            R: Future<Output: IntoResponse> + Send,
            $($parameter: Parameter<S>,)*
            Last: LastParameter<S, T>,
        {
            #[allow(non_snake_case, reason = "a parameter is called like its type")]
            fn erase(handler: H) -> ErasedHandler<S> {
                ErasedHandler::new(Layer::of::<P>(), move |request, state, resolved| {
                    let handler = handler.clone();
                    let (mut parts, body) = request.into_parts();
                    Box::pin(async move {
                        let guarded = match enforce::<P::Instance, _, _>(&mut parts, state.auth(), &state, &P::SPEC, resolved).await {
                            Ok(value) => value,
                            Err(rejection) => return rejection.into_response(),
                        };
                        $(
                            let $parameter = match $parameter::from_request_parts(&mut parts, &state).await {
                                Ok(value) => value,
                                Err(rejection) => return rejection.into_response(),
                            };
                        )*
                        let held = HeldInfo::of(state.auth(), &P::SPEC, &parts);
                        let request = Request::from_parts(parts, body);
                        let last = match Last::from_request(request, &state).await {
                            Ok(last) => last,
                            Err(rejection) => return rejection.into_response(),
                        };
                        let response = handler(Guard::passed(guarded), $($parameter,)* last).await.into_response();
                        finished(state.auth(), &P::SPEC, held, response)
                    })
                })
            }
        }
    };
}

each_arity! { with_extractors! T1 T2 T3 T4 T5 T6 T7 T8 T9 T10 T11 T12 T13 T14 }

/// For `handler.layer(..)` of axum: axum calls the handler behind the layer, with the guard as its extractor.
impl<L, H, T, S, A> HandlerCall<Layered<L, H, T, S>, S, T> for A
where
    A: Guarded,
    S: AuthState<<A::Policy as Policy>::Instance> + Clone + 'static,
    A::Value: FromAdmission<S::Config>,
    <A::Policy as Policy>::Scopes: WithinVocabulary<S, <S::Config as AuthConfig>::Scopes>,
    Layered<L, H, T, S>: Handler<T, S>,
{
    fn erase(handler: Layered<L, H, T, S>) -> ErasedHandler<S> {
        ErasedHandler::new(
            Layer::of_layered::<A::Policy>(),
            move |request, state, _| {
                let auth = state.auth().clone();
                let spec = &<A::Policy as Policy>::SPEC;
                let (parts, body) = request.into_parts();
                let held = HeldInfo::of(&auth, spec, &parts);
                let response = handler
                    .clone()
                    .call(Request::from_parts(parts, body), state);
                Box::pin(async move { finished(&auth, spec, held, response.await) })
            },
        )
    }
}
