#[allow(non_camel_case_types, unused_imports)]
use Permission::Editor as __path_0_of_staff;
mod staff {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__refuse_unseen_attribute! {}
        };
    }
    async fn recent(_: ::jwt_guard::__private::Guard<__policy_of_recent>) {}
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unreachable_pub
    )]
    enum __policy_of_recent {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __policy_of_recent {
        type Instance = ::jwt_guard::__private::DefaultInstance;
        type Scopes = Self;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::recent"),
                ::jwt_guard::__private::Access::Grouped(::jwt_guard::__private::Grouped {
                    condition: ::jwt_guard::__private::Condition::Any(
                        &[
                            ::jwt_guard::__private::Condition::Scope("staff"),
                            ::jwt_guard::__private::Condition::Scope(
                                super::__path_0_of_staff.as_str(),
                            ),
                        ],
                    ),
                    require_all_actions: true,
                }),
            )
            .asking(&const { ::jwt_guard::__private::Freshness::NONE.max_age(300) });
    }
    #[diagnostic::on_unimplemented(
        message = "`staff` is not a scope of `{Self}`",
        label = "this handler asks for a scope that no token can grant",
        note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
    )]
    #[doc(hidden)]
    #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
    trait __policy_of_recent_scope_0 {}
    #[diagnostic::do_not_recommend]
    impl<
        __V: ::jwt_guard::__private::Contains<9157923428808875138281928973511315745u128>,
    > __policy_of_recent_scope_0 for __V {}
    #[diagnostic::on_unimplemented(
        message = "`Permission::Editor` is not a scope of `{Self}`",
        label = "this handler asks for a scope that no token can grant",
        note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
    )]
    #[doc(hidden)]
    #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
    trait __policy_of_recent_scope_1 {}
    #[diagnostic::do_not_recommend]
    impl<
        __V: ::jwt_guard::__private::Contains<
                {
                    ::jwt_guard::__private::fingerprint(
                        super::__path_0_of_staff.as_str(),
                    )
                },
            >,
    > __policy_of_recent_scope_1 for __V {}
    #[automatically_derived]
    impl<
        __S,
        __V: __policy_of_recent_scope_0 + __policy_of_recent_scope_1,
    > ::jwt_guard::__private::Fits<__S, __V> for __policy_of_recent {}
    #[allow(non_camel_case_types, unused_imports)]
    use of_note as __path_0_of_notes;
    #[allow(non_camel_case_types, unused_imports)]
    use App as __path_1_of_notes;
    #[allow(non_camel_case_types, unused_imports)]
    use super::__path_0_of_staff as __path_2_of_notes;
    mod notes {
        macro_rules! __attribute_that_its_block_cannot_see {
            () => {
                ::jwt_guard::__private::__refuse_unseen_attribute! {}
            };
        }
        async fn write(_: ::jwt_guard::__private::Guard<__policy_of_write>) {}
        #[doc(hidden)]
        #[allow(
            dead_code,
            missing_debug_implementations,
            missing_docs,
            non_camel_case_types,
            unreachable_pub
        )]
        enum __policy_of_write {}
        #[automatically_derived]
        impl ::jwt_guard::__private::Policy for __policy_of_write {
            type Instance = ::jwt_guard::__private::DefaultInstance;
            type Scopes = (
                Self,
                (__policy_of_write_of_block_1, __policy_of_write_of_block_2),
            );
            const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                    ::core::concat!(::core::module_path!(), "::write"),
                    ::jwt_guard::__private::Access::Grouped(::jwt_guard::__private::Grouped {
                        condition: ::jwt_guard::__private::Condition::Scope(
                            "note:{id}:write",
                        ),
                        require_all_actions: true,
                    }),
                )
                .over({
                    const OF_BLOCK: &::jwt_guard::__private::PolicySpec = &::jwt_guard::__private::PolicySpec::new(
                            ::core::concat!(::core::module_path!(), "::write"),
                            ::jwt_guard::__private::Access::Computed({
                                const COMPUTATION: &dyn ::jwt_guard::__private::Computation = &::jwt_guard::__private::With::<
                                    super::__path_1_of_notes,
                                    _,
                                    _,
                                >::new(super::__path_0_of_notes);
                                ::jwt_guard::__private::Computed::by(COMPUTATION)
                            }),
                        )
                        .over({
                            const OF_BLOCK: &::jwt_guard::__private::PolicySpec = &::jwt_guard::__private::PolicySpec::new(
                                ::core::concat!(::core::module_path!(), "::write"),
                                ::jwt_guard::__private::Access::Grouped(::jwt_guard::__private::Grouped {
                                    condition: ::jwt_guard::__private::Condition::Any(
                                        &[
                                            ::jwt_guard::__private::Condition::Scope("staff"),
                                            ::jwt_guard::__private::Condition::Scope(
                                                super::__path_2_of_notes.as_str(),
                                            ),
                                        ],
                                    ),
                                    require_all_actions: true,
                                }),
                            );
                            OF_BLOCK
                        });
                    OF_BLOCK
                });
        }
        #[diagnostic::on_unimplemented(
            message = "`note:{{id}}:write` is not a scope of `{Self}`",
            label = "this handler asks for a scope that no token can grant",
            note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
        )]
        #[doc(hidden)]
        #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
        trait __policy_of_write_scope_0 {}
        #[diagnostic::do_not_recommend]
        impl<
            __V: ::jwt_guard::__private::Contains<
                    109531632990072600886330859545421513012u128,
                >,
        > __policy_of_write_scope_0 for __V {}
        #[automatically_derived]
        impl<__S, __V: __policy_of_write_scope_0> ::jwt_guard::__private::Fits<__S, __V>
        for __policy_of_write {}
        #[doc(hidden)]
        #[allow(
            dead_code,
            missing_debug_implementations,
            missing_docs,
            non_camel_case_types,
            unreachable_pub
        )]
        enum __policy_of_write_of_block_1 {}
        #[automatically_derived]
        impl<__V> ::jwt_guard::__private::Fits<super::__path_1_of_notes, __V>
        for __policy_of_write_of_block_1 {}
        #[doc(hidden)]
        #[allow(
            dead_code,
            missing_debug_implementations,
            missing_docs,
            non_camel_case_types,
            unreachable_pub
        )]
        enum __policy_of_write_of_block_2 {}
        #[diagnostic::on_unimplemented(
            message = "`staff` is not a scope of `{Self}`",
            label = "this handler asks for a scope that no token can grant",
            note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
        )]
        #[doc(hidden)]
        #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
        trait __policy_of_write_of_block_2_scope_0 {}
        #[diagnostic::do_not_recommend]
        impl<
            __V: ::jwt_guard::__private::Contains<
                    9157923428808875138281928973511315745u128,
                >,
        > __policy_of_write_of_block_2_scope_0 for __V {}
        #[diagnostic::on_unimplemented(
            message = "`Permission::Editor` is not a scope of `{Self}`",
            label = "this handler asks for a scope that no token can grant",
            note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
        )]
        #[doc(hidden)]
        #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
        trait __policy_of_write_of_block_2_scope_1 {}
        #[diagnostic::do_not_recommend]
        impl<
            __V: ::jwt_guard::__private::Contains<
                    {
                        ::jwt_guard::__private::fingerprint(
                            super::__path_2_of_notes.as_str(),
                        )
                    },
                >,
        > __policy_of_write_of_block_2_scope_1 for __V {}
        #[automatically_derived]
        impl<
            __S,
            __V: __policy_of_write_of_block_2_scope_0
                + __policy_of_write_of_block_2_scope_1,
        > ::jwt_guard::__private::Fits<__S, __V> for __policy_of_write_of_block_2 {}
        async fn read(_: ::jwt_guard::__private::Guard<__policy_of_read>) {}
        #[doc(hidden)]
        #[allow(
            dead_code,
            missing_debug_implementations,
            missing_docs,
            non_camel_case_types,
            unreachable_pub
        )]
        enum __policy_of_read {}
        #[automatically_derived]
        impl ::jwt_guard::__private::Policy for __policy_of_read {
            type Instance = ::jwt_guard::__private::DefaultInstance;
            type Scopes = Self;
            const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                    ::core::concat!(::core::module_path!(), "::read"),
                    ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                        scopes: &["note:read"],
                        require_all: true,
                        require_all_actions: true,
                    }),
                )
                .replacing();
        }
        #[diagnostic::on_unimplemented(
            message = "`note:read` is not a scope of `{Self}`",
            label = "this handler asks for a scope that no token can grant",
            note = "add it to the enum in `scopes = ..`, or correct the scope of the handler; a state that is not known yet says which there are: `AuthState<Config: AuthConfig<Scopes = AnyScope>>`"
        )]
        #[doc(hidden)]
        #[allow(missing_docs, non_camel_case_types, unreachable_pub)]
        trait __policy_of_read_scope_0 {}
        #[diagnostic::do_not_recommend]
        impl<
            __V: ::jwt_guard::__private::Contains<
                    91774616985384530508828536015323336909u128,
                >,
        > __policy_of_read_scope_0 for __V {}
        #[automatically_derived]
        impl<__S, __V: __policy_of_read_scope_0> ::jwt_guard::__private::Fits<__S, __V>
        for __policy_of_read {}
    }
}
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
