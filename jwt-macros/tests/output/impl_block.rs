#[cfg(feature = "views")]
const _: () = {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__refuse_unseen_attribute! {}
        };
    }
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
        type Scopes = Self;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::View::list"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["view:read"],
                require_all: true,
                require_all_actions: true,
            }),
        );
    }
    #[cfg(feature = "list")]
    #[diagnostic::on_unimplemented(
        message = "`view:read` is not a scope of `{Self}`",
        label = "this handler asks for a scope that no token can grant",
        note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
    )]
    #[doc(hidden)]
    #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
    pub trait __policy_of_list_scope_0 {}
    #[cfg(feature = "list")]
    #[diagnostic::do_not_recommend]
    impl<
        __V: ::jwt_guard::__private::Contains<
                283929097649336381926112095003016869630u128,
            >,
    > __policy_of_list_scope_0 for __V {}
    #[cfg(feature = "list")]
    #[automatically_derived]
    impl<__S, __V: __policy_of_list_scope_0> ::jwt_guard::__private::Fits<__S, __V>
    for __policy_of_list {}
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
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::health"),
                ::jwt_guard::__private::Access::Public,
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
    pub enum __policy_of_mine {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_mine {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = Self;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::View::mine"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["view:read"],
                require_all: true,
                require_all_actions: true,
            }),
        );
    }
    #[diagnostic::on_unimplemented(
        message = "`view:read` is not a scope of `{Self}`",
        label = "this handler asks for a scope that no token can grant",
        note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
    )]
    #[doc(hidden)]
    #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
    pub trait __policy_of_mine_scope_0 {}
    #[diagnostic::do_not_recommend]
    impl<
        __V: ::jwt_guard::__private::Contains<
                283929097649336381926112095003016869630u128,
            >,
    > __policy_of_mine_scope_0 for __V {}
    #[automatically_derived]
    impl<__S, __V: __policy_of_mine_scope_0> ::jwt_guard::__private::Fits<__S, __V>
    for __policy_of_mine {}
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
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::View::peek"),
                ::jwt_guard::__private::Access::Protected,
            )
            .optional()
            .replacing();
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
#[cfg(feature = "views")]
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
