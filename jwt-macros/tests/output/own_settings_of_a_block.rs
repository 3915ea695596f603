mod admin {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__hidden_attribute_error! {}
        };
    }
    async fn list(_: ::jwt_guard::__private::Guard<__PolicyOfList>) {}
    #[doc(hidden)]
    enum __PolicyOfList {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfList {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::list"),
                ::jwt_guard::__private::Access::Protected,
            )
            .overriding(
                &const {
                    ::jwt_guard::__private::Overrides::NONE
                        .leeway(0)
                        .audience(&["admin"])
                },
            );
    }
    async fn audit(_: ::jwt_guard::__private::Guard<__PolicyOfAudit>) {}
    #[doc(hidden)]
    enum __PolicyOfAudit {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfAudit {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::audit"),
                ::jwt_guard::__private::Access::Protected,
            )
            .overriding(
                &const {
                    ::jwt_guard::__private::Overrides::NONE
                        .audience(&["admin", "audit"])
                        .leeway(0)
                },
            );
    }
    async fn health(_: ::jwt_guard::__private::Guard<__PolicyOfHealth>) {}
    #[doc(hidden)]
    enum __PolicyOfHealth {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfHealth {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::health"),
                ::jwt_guard::__private::Access::Public,
            )
            .replacing();
    }
    mod deep {
        macro_rules! __attribute_that_its_block_cannot_see {
            () => {
                ::jwt_guard::__private::__hidden_attribute_error! {}
            };
        }
        async fn me(
            ::jwt_guard::__private::Guard(
                ::jwt_guard::__private::Injected(user),
                ..,
            ): ::jwt_guard::__private::Guard<
                __PolicyOfMe,
                ::jwt_guard::__private::Injected<User>,
            >,
        ) {}
        #[doc(hidden)]
        enum __PolicyOfMe {}
        #[automatically_derived]
        impl ::jwt_guard::__private::Policy for __PolicyOfMe {
            type Instance = ::jwt_guard::__private::DefaultInstance;
            type Scopes = ::jwt_guard::__private::NoScopes;
            const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                    ::core::concat!(::core::module_path!(), "::me"),
                    ::jwt_guard::__private::Access::Protected,
                )
                .overriding(
                    &const {
                        ::jwt_guard::__private::Overrides::NONE
                            .issuer("https://staff.example.com")
                            .leeway(0)
                            .audience(&["admin"])
                    },
                );
        }
    }
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
