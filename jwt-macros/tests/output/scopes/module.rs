use Permission::Admin as __path_0_of_admin;
mod admin {
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__hidden_attribute_error! {}
        };
    }
    async fn wipe(_: ::jwt_guard::__private::Guard<__PolicyOfWipe>) {}
    #[doc(hidden)]
    enum __PolicyOfWipe {}
    #[automatically_derived]
    impl ::jwt_guard::__private::Policy for __PolicyOfWipe {
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
    #[automatically_derived]
    impl<
        __S,
        __V: ::jwt_guard::__private::Contains<
                {
                    ::jwt_guard::__private::fingerprint(
                        super::__path_0_of_admin.as_str(),
                    )
                },
            >
            + ::jwt_guard::__private::Contains<
                { ::jwt_guard::__private::fingerprint(crate::Permission::Root.as_str()) },
            >,
    > ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfWipe {}
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
