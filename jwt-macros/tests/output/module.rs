#[allow(dead_code, non_camel_case_types)]
type __auth_of_admin = AdminApi;
pub mod admin {
    //! Handlers of the administration.
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__refuse_unseen_attribute! {}
        };
    }
    use super::*;
    pub struct Row {
        id: u64,
    }
    pub async fn list(
        ::jwt_guard::__private::Guard(
            claims,
            ..,
        ): ::jwt_guard::__private::Guard<
            __policy_of_list<super::__auth_of_admin>,
            Claims<Staff, AdminApi>,
        >,
    ) {}
    #[doc(hidden)]
    #[allow(
        dead_code,
        missing_debug_implementations,
        missing_docs,
        non_camel_case_types,
        unreachable_pub
    )]
    pub struct __policy_of_list<__I>(::core::marker::PhantomData<fn() -> __I>);
    #[automatically_derived]
    impl<__I: 'static> ::jwt_guard::__private::Policy for __policy_of_list<__I> {
        type Instance = __I;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::list"),
            ::jwt_guard::__private::Access::Protected,
        );
    }
    #[allow(dead_code, non_camel_case_types)]
    type __auth_of_deep = super::__auth_of_admin;
    pub mod deep {
        macro_rules! __attribute_that_its_block_cannot_see {
            () => {
                ::jwt_guard::__private::__refuse_unseen_attribute! {}
            };
        }
        pub async fn wipe(
            _: ::jwt_guard::__private::Guard<__policy_of_wipe<super::__auth_of_deep>>,
        ) {}
        #[doc(hidden)]
        #[allow(
            dead_code,
            missing_debug_implementations,
            missing_docs,
            non_camel_case_types,
            unreachable_pub
        )]
        pub struct __policy_of_wipe<__I>(::core::marker::PhantomData<fn() -> __I>);
        #[automatically_derived]
        impl<__I: 'static> ::jwt_guard::__private::Policy for __policy_of_wipe<__I> {
            type Instance = __I;
            type Scopes = ::jwt_guard::__private::NoScopes;
            const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::wipe"),
                ::jwt_guard::__private::Access::Protected,
            );
        }
    }
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
        pub struct __policy_of_get<__I>(::core::marker::PhantomData<fn() -> __I>);
        #[automatically_derived]
        impl<__I: 'static> ::jwt_guard::__private::Policy for __policy_of_get<__I> {
            type Instance = __I;
            type Scopes = ::jwt_guard::__private::NoScopes;
            const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::Row::get"),
                ::jwt_guard::__private::Access::Protected,
            );
        }
        impl Row {
            pub async fn get(
                _: ::jwt_guard::__private::Guard<__policy_of_get<super::__auth_of_admin>>,
            ) {}
            pub async fn load() {}
        }
    };
    impl Handler for Row {
        async fn call() {}
    }
    #[cfg(test)]
    #[allow(dead_code, non_camel_case_types)]
    type __auth_of_tests = super::__auth_of_admin;
    #[cfg(test)]
    mod tests {
        macro_rules! __attribute_that_its_block_cannot_see {
            () => {
                ::jwt_guard::__private::__refuse_unseen_attribute! {}
            };
        }
        #[tokio::test]
        async fn lists() {}
    }
}
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
