#[allow(non_camel_case_types, unused_imports)]
use Permission::Admin as __path_0_of_admin;
mod admin {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__refuse_unseen_attribute! {}
        };
    }
    async fn wipe(_: ::jwt_guard::__private::Guard<__policy_of_wipe>) {}
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unreachable_pub
    )]
    enum __policy_of_wipe {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_wipe {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = Self;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::wipe"),
            ::jwt_guard::__private::Access::Grouped(::jwt_guard::__private::Grouped {
                condition: ::jwt_guard::__private::Condition::All(
                    &[
                        ::jwt_guard::__private::Condition::Scope(
                            super::__path_0_of_admin.as_str(),
                        ),
                        ::jwt_guard::__private::Condition::Scope(
                            crate::Permission::Root.as_str(),
                        ),
                    ],
                ),
                require_all_actions: true,
            }),
        );
    }
    #[diagnostic::on_unimplemented(
        message = "`Permission::Admin` is not a scope of `{Self}`",
        label = "this handler asks for a scope that no token can grant",
        note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
    )]
    #[doc(hidden)]
    #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
    trait __policy_of_wipe_scope_0 {}
    #[diagnostic::do_not_recommend]
    impl<
        __V: ::jwt_guard::__private::Contains<
                {
                    ::jwt_guard::__private::fingerprint(
                        super::__path_0_of_admin.as_str(),
                    )
                },
            >,
    > __policy_of_wipe_scope_0 for __V {}
    #[diagnostic::on_unimplemented(
        message = "`crate::Permission::Root` is not a scope of `{Self}`",
        label = "this handler asks for a scope that no token can grant",
        note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
    )]
    #[doc(hidden)]
    #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
    trait __policy_of_wipe_scope_1 {}
    #[diagnostic::do_not_recommend]
    impl<
        __V: ::jwt_guard::__private::Contains<
                { ::jwt_guard::__private::fingerprint(crate::Permission::Root.as_str()) },
            >,
    > __policy_of_wipe_scope_1 for __V {}
    #[automatically_derived]
    impl<
        __S,
        __V: __policy_of_wipe_scope_0 + __policy_of_wipe_scope_1,
    > ::jwt_guard::__private::Fits<__S, __V> for __policy_of_wipe {}
}
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
