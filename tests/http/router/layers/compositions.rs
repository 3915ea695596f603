//! The ways to put a layer on a router, each written once and compiled twice: for a `GuardedRouter` and for axum's.

use axum::Router;

use super::probes::AnyLayer;

/// A composition by its name: the same on a `GuardedRouter`, and on a router of axum.
pub(super) type Composition = (&'static str, fn(AnyLayer) -> Router, fn(AnyLayer) -> Router);

macro_rules! compositions {
    ($($name:ident($layer:ident) $router:expr;)*) => {
        /// On a `GuardedRouter`.
        mod guarded {
            use jwt_guard::prelude::{GuardedRouter as Router, *};
            use jwt_guard::routing::{any, options};

            use super::AnyLayer;
            use crate::fixtures::app::{Api, auth};

            #[protected]
            async fn hello() -> &'static str {
                "hello"
            }

            #[public]
            async fn open() -> &'static str {
                "open"
            }

            fn state() -> Auth<Api> {
                auth()
            }

            $(pub(super) fn $name($layer: AnyLayer) -> axum::Router {
                let router: Router<Auth<Api>> = $router;
                router.with_state(state()).finish()
            })*
        }

        /// On a router of axum, whose handler refuses as a guard does.
        mod plain {
            use axum::Router;
            use axum::http::header::AUTHORIZATION;
            use axum::http::{HeaderMap, StatusCode};
            use axum::routing::{any, get, options, put};

            use super::AnyLayer;

            async fn hello(headers: HeaderMap) -> Result<&'static str, StatusCode> {
                match headers.contains_key(AUTHORIZATION) {
                    true => Ok("hello"),
                    false => Err(StatusCode::UNAUTHORIZED),
                }
            }

            async fn open() -> &'static str {
                "open"
            }

            #[derive(Clone)]
            struct State;

            fn state() -> State {
                State
            }

            $(pub(super) fn $name($layer: AnyLayer) -> Router {
                let router: Router<State> = $router;
                router.with_state(state())
            })*
        }

        pub(super) const COMPOSITIONS: &[Composition] =
            &[$((stringify!($name), guarded::$name, plain::$name)),*];
    };
}

compositions! {
    on_the_router(layer) Router::new().route("/x", get(hello)).layer(layer);
    on_the_router_before_the_route(layer) Router::new().layer(layer).route("/x", get(hello));
    on_the_router_between_routes(layer) {
        Router::new().route("/x", get(hello)).layer(layer).route("/n", get(hello))
    };
    on_the_router_between_methods(layer) {
        Router::new().route("/x", get(hello)).layer(layer).route("/x", put(hello))
    };
    on_the_router_around_another_method(layer) {
        Router::new().route("/x", put(hello)).merge(Router::new().route("/x", get(hello)).layer(layer))
    };
    on_the_router_with_state(layer) {
        Router::new().route("/x", get(hello)).with_state(state()).layer(layer)
    };
    on_its_routes(layer) Router::new().route("/x", get(hello)).route_layer(layer);
    on_its_routes_with_state(layer) {
        Router::new().route("/x", get(hello)).with_state(state()).route_layer(layer)
    };
    on_its_routes_and_the_router(layer) {
        Router::new().route("/x", get(hello)).route_layer(layer.clone()).layer(layer)
    };
    on_the_methods(layer) Router::new().route("/x", get(hello).layer(layer));
    on_two_methods(layer) Router::new().route("/x", get(hello).put(hello).layer(layer));
    on_one_of_two_methods(layer) Router::new().route("/x", get(hello).layer(layer).put(hello));
    on_the_methods_of_one_of_two_routes(layer) {
        Router::new().route("/x", get(hello).layer(layer)).route("/x", put(hello))
    };
    on_the_methods_of_the_other_route(layer) {
        Router::new().route("/x", put(hello)).route("/x", get(hello).layer(layer))
    };
    on_the_handlers_of_the_methods(layer) Router::new().route("/x", get(hello).route_layer(layer));
    on_the_handlers_and_the_router(layer) {
        Router::new().route("/x", get(hello).route_layer(layer.clone())).layer(layer)
    };
    on_a_nested_router(layer) {
        Router::new().nest("/n", Router::new().route("/x", get(hello)).layer(layer))
    };
    on_a_nested_router_and_around_it(layer) {
        Router::new().nest("/n", Router::new().route("/x", get(hello)).layer(layer.clone())).layer(layer)
    };
    on_a_nested_router_with_state(layer) {
        Router::new().nest("/n", Router::new().route("/x", get(hello)).with_state(state()).layer(layer))
    };
    around_a_nested_router(layer) {
        Router::new().nest("/n", Router::new().route("/x", get(hello))).layer(layer)
    };
    around_the_root_of_a_nested_router(layer) {
        Router::new().nest("/n", Router::new().route("/", get(hello))).layer(layer)
    };
    around_twice_nested_routers(layer) {
        let inner = Router::new().route("/x", get(hello)).layer(layer);
        Router::new().nest("/n", Router::new().nest("/n", inner))
    };
    on_a_merged_router(layer) {
        Router::new().route("/n", get(hello)).merge(Router::new().route("/x", get(hello)).layer(layer))
    };
    around_a_merged_router(layer) {
        Router::new().merge(Router::new().route("/x", get(hello))).layer(layer)
    };
    around_a_public_handler(layer) Router::new().route("/x", get(open)).layer(layer);
    on_the_method_of_a_public_handler(layer) Router::new().route("/x", get(open).layer(layer));
    around_every_method(layer) Router::new().route("/x", any(hello)).layer(layer);
    on_every_method(layer) Router::new().route("/x", any(hello).layer(layer));
    around_its_own_options(layer) Router::new().route("/x", get(hello).options(hello)).layer(layer);
    around_its_own_public_options(layer) {
        Router::new().route("/x", get(hello)).layer(layer).route("/x", options(open))
    };
    around_a_fallback(layer) Router::new().route("/x", get(hello)).fallback(hello).layer(layer);
    before_a_fallback(layer) Router::new().route("/x", get(hello)).layer(layer).fallback(hello);
    on_the_fallback_of_methods(layer) {
        Router::new().route("/x", get(hello).fallback(hello).layer(layer))
    };
    before_the_fallback_of_methods(layer) {
        Router::new().route("/x", get(hello).layer(layer).fallback(open))
    };
    around_a_method_not_allowed_fallback(layer) {
        Router::new().route("/x", get(hello)).method_not_allowed_fallback(hello).layer(layer)
    };
    before_a_method_not_allowed_fallback(layer) {
        Router::new().route("/x", get(hello)).layer(layer).method_not_allowed_fallback(open)
    };
    between_a_method_not_allowed_fallback_and_routes(layer) {
        Router::new()
            .route("/x", get(hello))
            .method_not_allowed_fallback(open)
            .layer(layer)
            .route("/n", get(hello))
    };
}
