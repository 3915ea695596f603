const _: () = {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__hidden_attribute_error! {}
        };
    }
    #[doc(hidden)]
    enum __PolicyOfList {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfList {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::list"),
                ::jwt_guard::__private::Access::Protected,
            )
            .with_freshness(
                &const {
                    ::jwt_guard::__private::Freshness::NONE.max_age(300).acr(&["a", "b"])
                },
            );
    }
    #[doc(hidden)]
    enum __PolicyOfShow {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfShow {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::show"),
                ::jwt_guard::__private::Access::Protected,
            )
            .optional()
            .with_freshness(
                &const {
                    ::jwt_guard::__private::Freshness::NONE.max_age(3600).acr(&["b"])
                },
            )
            .replacing();
    }
    #[doc(hidden)]
    enum __PolicyOfMe {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfMe {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::me"),
                ::jwt_guard::__private::Access::Protected,
            )
            .with_freshness(
                &const {
                    ::jwt_guard::__private::Freshness::NONE
                        .fresh()
                        .max_age(300)
                        .acr(&["a", "b"])
                },
            );
    }
    #[doc(hidden)]
    enum __PolicyOfHealth {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfHealth {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::health"),
                ::jwt_guard::__private::Access::Public,
            )
            .replacing();
    }
    impl View {
        async fn list(_: ::jwt_guard::__private::Guard<__PolicyOfList>) {}
        async fn show(
            ::jwt_guard::__private::Guard(
                claims,
                ..,
            ): ::jwt_guard::__private::Guard<__PolicyOfShow, Option<Claims>>,
        ) {}
        async fn me(
            ::jwt_guard::__private::Guard(
                ::jwt_guard::__private::Injected(user),
                ..,
            ): ::jwt_guard::__private::Guard<
                __PolicyOfMe,
                ::jwt_guard::__private::Injected<User>,
            >,
        ) {}
        async fn health(_: ::jwt_guard::__private::Guard<__PolicyOfHealth>) {}
    }
};
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
