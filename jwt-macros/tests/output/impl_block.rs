#[cfg(feature = "views")]
const _: () = {
    #[cfg(feature = "list")]
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unreachable_pub
    )]
    pub enum __policy_of_list {}
    #[cfg(feature = "list")]
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_list {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::View::list"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["view:read"],
                require_all: true,
                require_all_actions: true,
            }),
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
    pub enum __policy_of_health {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_health {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::View::health"),
            ::jwt_guard::__private::Access::Public,
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
    pub enum __policy_of_mine {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_mine {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::View::mine"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["view:read"],
                require_all: true,
                require_all_actions: true,
            }),
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
    pub enum __policy_of_peek {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_peek {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::peek"),
                ::jwt_guard::__private::Access::Protected,
            )
            .optional();
    }
    #[cfg(feature = "views")]
    /// The views.
    impl View {
        const LIMIT: usize = 10;
        type Rows = [u8; { 3 }];
        async fn load(db: &Db) -> Rows {
            db.load().await
        }
        fn new() -> Self {
            Self
        }
        async fn render(&self) -> String {
            String::new()
        }
        #[cfg(feature = "list")]
        pub async fn list(
            ::jwt_guard::__private::Guard(
                claims,
                ..,
            ): ::jwt_guard::__private::Guard<__policy_of_list, Claims<Membership>>,
        ) -> Html {
            Self::load().await
        }
        pub async fn health(_: ::jwt_guard::__private::Guard<__policy_of_health>) {}
        pub async fn mine(
            ::jwt_guard::__private::Guard(
                ::jwt_guard::__private::Injected(user),
                ..,
            ): ::jwt_guard::__private::Guard<
                __policy_of_mine,
                ::jwt_guard::__private::Injected<User>,
            >,
        ) {}
        pub async fn peek(
            ::jwt_guard::__private::Guard(
                claims,
                ..,
            ): ::jwt_guard::__private::Guard<__policy_of_peek, Option<Claims<Self>>>,
        ) {}
    }
};
