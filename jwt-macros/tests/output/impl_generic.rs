const _: () = {
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
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::Pages::all"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["admin"],
                require_all: true,
                require_all_actions: true,
            }),
        );
    }
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
