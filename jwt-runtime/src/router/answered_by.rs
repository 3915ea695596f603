//! Calling a handler: its guard first, then axum's extractors.
//!
//! axum could call a handler as well, and does on its own router. But to axum each policy is another extractor, of
//! which it compiles two futures; here the guards of all handlers are one function.

use axum::extract::{FromRequest, FromRequestParts, Request};
use axum::handler::{Handler, Layered};
use axum::response::IntoResponse;

use super::erased::{Erased, Layer};
use super::handler::HandlerFn;
use crate::guard::{AuthState, Guard, Policy, Wanted, enforce};

/// Parameters that can be had of a request and the state `S`, so that the handler `H` can answer it: those behind the
/// guard are extracted by axum, the last of them as `T` says.
#[diagnostic::on_unimplemented(
    message = "an extractor of this handler does not work with the router state `{S}`",
    label = "one of the handler's parameters is not an extractor for this state, or its return type is not a response",
    note = "put `#[axum::debug_handler(state = ..)]` below the access attribute to see which"
)]
pub trait AnsweredBy<H, S, T> {
    /// The handler, behind its layer, its guard and its extractors.
    #[doc(hidden)]
    fn erase(handler: H, layer: Option<&'static Layer<S>>) -> Erased<S>;
}

#[diagnostic::do_not_recommend]
impl<H, R, P, V, S> AnsweredBy<H, S, ()> for (Guard<P, V>,)
where
    H: FnOnce(Guard<P, V>) -> R + Clone + Send + Sync + 'static,
    R: Future<Output: IntoResponse> + Send,
    P: Policy,
    S: AuthState<P::Instance> + 'static,
    V: Wanted<S::Config>,
{
    fn erase(handler: H, layer: Option<&'static Layer<S>>) -> Erased<S> {
        Erased::new(layer, move |request: Request, state: S| {
            let handler = handler.clone();
            let (mut parts, _) = request.into_parts();
            Box::pin(async move {
                match enforce::<P::Instance, _, _>(&mut parts, state.auth(), &state, &P::SPEC).await
                {
                    Ok(wanted) => handler(Guard::passed(wanted)).await.into_response(),
                    Err(refusal) => refusal.into_response(),
                }
            })
        })
    }
}

macro_rules! with_extractors {
    ($(($($parameter:ident),*))*) => {
        $(
            #[diagnostic::do_not_recommend]
            impl<H, R, P, V, S, $($parameter,)* Last, T> AnsweredBy<H, S, T> for (Guard<P, V>, $($parameter,)* Last)
            where
                H: FnOnce(Guard<P, V>, $($parameter,)* Last) -> R + Clone + Send + Sync + 'static,
                R: Future<Output: IntoResponse> + Send,
                P: Policy,
                S: AuthState<P::Instance> + 'static,
                V: Wanted<S::Config>,
                $($parameter: FromRequestParts<S> + Send,)*
                Last: FromRequest<S, T> + Send,
            {
                #[allow(non_snake_case, reason = "a parameter is called like its type")]
                fn erase(handler: H, layer: Option<&'static Layer<S>>) -> Erased<S> {
                    Erased::new(layer, move |request: Request, state: S| {
                        let handler = handler.clone();
                        let (mut parts, body) = request.into_parts();
                        Box::pin(async move {
                            let wanted = match enforce::<P::Instance, _, _>(&mut parts, state.auth(), &state, &P::SPEC).await {
                                Ok(wanted) => wanted,
                                Err(refusal) => return refusal.into_response(),
                            };
                            $(
                                let $parameter = match $parameter::from_request_parts(&mut parts, &state).await {
                                    Ok(value) => value,
                                    Err(rejection) => return rejection.into_response(),
                                };
                            )*
                            let request = Request::from_parts(parts, body);
                            let last = match Last::from_request(request, &state).await {
                                Ok(last) => last,
                                Err(rejection) => return rejection.into_response(),
                            };
                            handler(Guard::passed(wanted), $($parameter,)* last).await.into_response()
                        })
                    })
                }
            }
        )*
    };
}

with_extractors! {
    ()
    (T1)
    (T1, T2)
    (T1, T2, T3)
    (T1, T2, T3, T4)
    (T1, T2, T3, T4, T5)
    (T1, T2, T3, T4, T5, T6)
    (T1, T2, T3, T4, T5, T6, T7)
    (T1, T2, T3, T4, T5, T6, T7, T8)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13)
    (T1, T2, T3, T4, T5, T6, T7, T8, T9, T10, T11, T12, T13, T14)
}

/// `handler.layer(..)` of axum: axum calls the handler behind the layer, and the guard is an extractor of its.
#[diagnostic::do_not_recommend]
impl<L, H, T, S, A> AnsweredBy<Layered<L, H, T, S>, S, T> for A
where
    Layered<L, H, T, S>: Handler<T, S>,
    H: HandlerFn<A>,
{
    fn erase(handler: Layered<L, H, T, S>, layer: Option<&'static Layer<S>>) -> Erased<S> {
        Erased::new(layer, move |request, state| {
            Box::pin(handler.clone().call(request, state))
        })
    }
}
