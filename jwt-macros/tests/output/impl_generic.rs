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
    struct __policy_of_of<__I>(::core::marker::PhantomData<fn() -> __I>);
    #[automatically_derived]
    impl<__I: 'static> ::jwt_guard::__private::Policy for __policy_of_of<__I> {
        type Instance = __I;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::Pages::of"),
            ::jwt_guard::__private::Access::Protected,
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
    struct __policy_of_all<__I>(::core::marker::PhantomData<fn() -> __I>);
    #[automatically_derived]
    impl<__I: 'static> ::jwt_guard::__private::Policy for __policy_of_all<__I> {
        type Instance = __I;
        type Scopes = Self;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::Pages::all"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["admin"],
                require_all: true,
                require_all_actions: true,
            }),
        );
    }
    #[diagnostic::on_unimplemented(
        message = "`admin` is not a scope of `{Self}`",
        label = "this handler asks for a scope that no token can grant",
        note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
    )]
    #[doc(hidden)]
    #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
    trait __policy_of_all_scope_0 {}
    #[diagnostic::do_not_recommend]
    impl<
        __V: ::jwt_guard::__private::Contains<66847816656315871500053438488154237748u128>,
    > __policy_of_all_scope_0 for __V {}
    #[automatically_derived]
    impl<__I, __S, __V: __policy_of_all_scope_0> ::jwt_guard::__private::Fits<__S, __V>
    for __policy_of_all<__I> {}
    impl<const N: usize, T> Pages<{ N }, T>
    where
        T: Fn() -> u8,
    {
        async fn of(
            ::jwt_guard::__private::Guard(
                (::jwt_guard::__private::Injected(user), claims),
                ..,
            ): ::jwt_guard::__private::Guard<
                __policy_of_of<AdminApi>,
                (::jwt_guard::__private::Injected<User>, Claims<T>),
            >,
        ) {}
        async fn all(_: ::jwt_guard::__private::Guard<__policy_of_all<AdminApi>>) {}
    }
};
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
