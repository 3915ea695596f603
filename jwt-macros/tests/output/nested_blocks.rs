use Permission::Editor as __path_0_of_staff;
mod staff {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__hidden_attribute_error! {}
        };
    }
    async fn recent(_: ::jwt_guard::__private::Guard<__PolicyOfRecent>) {}
    #[doc(hidden)]
    enum __PolicyOfRecent {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfRecent {
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
            .with_freshness(
                &const { ::jwt_guard::__private::Freshness::NONE.max_age(300) },
            );
    }
    #[automatically_derived]
    impl<
        __S,
        __V: ::jwt_guard::__private::Contains<9157923428808875138281928973511315745u128>
            + ::jwt_guard::__private::Contains<
                {
                    ::jwt_guard::__private::fingerprint(
                        super::__path_0_of_staff.as_str(),
                    )
                },
            >,
    > ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfRecent {}
    use of_note as __path_0_of_notes;
    use App as __path_1_of_notes;
    use super::__path_0_of_staff as __path_2_of_notes;
    mod notes {
        macro_rules! __attribute_that_its_block_cannot_see {
            () => {
                ::jwt_guard::__private::__hidden_attribute_error! {}
            };
        }
        async fn write(_: ::jwt_guard::__private::Guard<__PolicyOfWrite>) {}
        #[doc(hidden)]
        enum __PolicyOfWrite {}
        #[automatically_derived]
        impl ::jwt_guard::__private::Policy for __PolicyOfWrite {
            type Instance = ::jwt_guard::__private::DefaultInstance;
            type Scopes = (Self, (__Block1OfPolicyOfWrite, __Block2OfPolicyOfWrite));
            const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                    ::core::concat!(::core::module_path!(), "::write"),
                    ::jwt_guard::__private::Access::Grouped(::jwt_guard::__private::Grouped {
                        condition: ::jwt_guard::__private::Condition::Scope(
                            "note:{id}:write",
                        ),
                        require_all_actions: true,
                    }),
                )
                .and({
                    const OF_BLOCK: &::jwt_guard::__private::PolicySpec = &::jwt_guard::__private::PolicySpec::new(
                            ::core::concat!(::core::module_path!(), "::write"),
                            ::jwt_guard::__private::Access::Computed({
                                const COMPUTATION: &dyn ::jwt_guard::__private::ScopeComputation = &::jwt_guard::__private::With::<
                                    super::__path_1_of_notes,
                                    _,
                                    _,
                                >::new(super::__path_0_of_notes);
                                ::jwt_guard::__private::ScopeFunction::new(COMPUTATION)
                            }),
                        )
                        .and({
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
        #[automatically_derived]
        impl<
            __S,
            __V: ::jwt_guard::__private::Contains<
                    109531632990072600886330859545421513012u128,
                >,
        > ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfWrite {}
        #[doc(hidden)]
        enum __Block1OfPolicyOfWrite {}
        #[automatically_derived]
        impl<__V> ::jwt_guard::__private::WithinVocabulary<super::__path_1_of_notes, __V>
        for __Block1OfPolicyOfWrite {}
        #[doc(hidden)]
        enum __Block2OfPolicyOfWrite {}
        #[automatically_derived]
        impl<
            __S,
            __V: ::jwt_guard::__private::Contains<
                    9157923428808875138281928973511315745u128,
                >
                + ::jwt_guard::__private::Contains<
                    {
                        ::jwt_guard::__private::fingerprint(
                            super::__path_2_of_notes.as_str(),
                        )
                    },
                >,
        > ::jwt_guard::__private::WithinVocabulary<__S, __V>
        for __Block2OfPolicyOfWrite {}
        async fn read(_: ::jwt_guard::__private::Guard<__PolicyOfRead>) {}
        #[doc(hidden)]
        enum __PolicyOfRead {}
        #[automatically_derived]
        impl ::jwt_guard::__private::Policy for __PolicyOfRead {
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
        #[automatically_derived]
        impl<
            __S,
            __V: ::jwt_guard::__private::Contains<
                    91774616985384530508828536015323336909u128,
                >,
        > ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfRead {}
    }
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
