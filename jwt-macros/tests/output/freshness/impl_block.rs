const _: () = {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__refuse_unseen_attribute! {}
        };
    }
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unreachable_pub
    )]
    enum __policy_of_list {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_list {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::list"),
                ::jwt_guard::__private::Access::Protected,
            )
            .asking(
                &const {
                    ::jwt_guard::__private::Freshness::NONE.max_age(300).acr(&["a", "b"])
                },
            );
    }
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unreachable_pub
    )]
    enum __policy_of_show {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_show {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::show"),
                ::jwt_guard::__private::Access::Protected,
            )
            .optional()
            .asking(
                &const {
                    ::jwt_guard::__private::Freshness::NONE.max_age(3600).acr(&["b"])
                },
            )
            .replacing();
    }
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unreachable_pub
    )]
    enum __policy_of_me {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_me {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::me"),
                ::jwt_guard::__private::Access::Protected,
            )
            .asking(
                &const {
                    ::jwt_guard::__private::Freshness::NONE
                        .fresh()
                        .max_age(300)
                        .acr(&["a", "b"])
                },
            );
    }
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unreachable_pub
    )]
    enum __policy_of_health {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_health {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::health"),
                ::jwt_guard::__private::Access::Public,
            )
            .replacing();
    }
    impl View {
        async fn list(_: ::jwt_guard::__private::Guard<__policy_of_list>) {}
        async fn show(
            ::jwt_guard::__private::Guard(
                claims,
                ..,
            ): ::jwt_guard::__private::Guard<__policy_of_show, Option<Claims>>,
        ) {}
        async fn me(
            ::jwt_guard::__private::Guard(
                ::jwt_guard::__private::Injected(user),
                ..,
            ): ::jwt_guard::__private::Guard<
                __policy_of_me,
                ::jwt_guard::__private::Injected<User>,
            >,
        ) {}
        async fn health(_: ::jwt_guard::__private::Guard<__policy_of_health>) {}
    }
};
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
