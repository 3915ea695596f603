const _: () = {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__hidden_attribute_error! {}
        };
    }
    #[doc(hidden)]
    struct __PolicyOfOf<__I>(::core::marker::PhantomData<fn() -> __I>);
    #[automatically_derived]
    impl<__I: 'static> ::jwt_guard::__private::Policy for __PolicyOfOf<__I> {
        type Instance = __I;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::Pages::of"),
            ::jwt_guard::__private::Access::Protected,
        );
    }
    #[doc(hidden)]
    struct __PolicyOfAll<__I>(::core::marker::PhantomData<fn() -> __I>);
    #[automatically_derived]
    impl<__I: 'static> ::jwt_guard::__private::Policy for __PolicyOfAll<__I> {
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
    #[automatically_derived]
    impl<
        __I,
        __S,
        __V: ::jwt_guard::__private::Contains<66847816656315871500053438488154237748u128>,
    > ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfAll<__I> {}
    impl<const N: usize, T> Pages<{ N }, T>
    where
        T: Fn() -> u8,
    {
        async fn of(
            ::jwt_guard::__private::Guard(
                (::jwt_guard::__private::Injected(user), claims),
                ..,
            ): ::jwt_guard::__private::Guard<
                __PolicyOfOf<AdminApi>,
                (::jwt_guard::__private::Injected<User>, Claims<T>),
            >,
        ) {}
        async fn all(_: ::jwt_guard::__private::Guard<__PolicyOfAll<AdminApi>>) {}
    }
};
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
