type __AuthOfAdmin = AdminApi;
pub mod admin {
    //! Handlers of the administration.
    macro_rules! __attribute_that_its_block_cannot_see {
        () => {
            ::jwt_guard::__private::__hidden_attribute_error! {}
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
            __PolicyOfList<super::__AuthOfAdmin>,
            Claims<Staff, AdminApi>,
        >,
    ) {}
    #[doc(hidden)]
    pub struct __PolicyOfList<__I>(::core::marker::PhantomData<fn() -> __I>);
    #[automatically_derived]
    impl<__I: 'static> ::jwt_guard::__private::Policy for __PolicyOfList<__I> {
        type Instance = __I;
        type Scopes = ::jwt_guard::__private::NoScopes;
        const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::list"),
            ::jwt_guard::__private::Access::Protected,
        );
    }
    type __AuthOfDeep = super::__AuthOfAdmin;
    pub mod deep {
        macro_rules! __attribute_that_its_block_cannot_see {
            () => {
                ::jwt_guard::__private::__hidden_attribute_error! {}
            };
        }
        pub async fn wipe(
            _: ::jwt_guard::__private::Guard<__PolicyOfWipe<super::__AuthOfDeep>>,
        ) {}
        #[doc(hidden)]
        pub struct __PolicyOfWipe<__I>(::core::marker::PhantomData<fn() -> __I>);
        #[automatically_derived]
        impl<__I: 'static> ::jwt_guard::__private::Policy for __PolicyOfWipe<__I> {
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
                ::jwt_guard::__private::__hidden_attribute_error! {}
            };
        }
        #[doc(hidden)]
        pub struct __PolicyOfGet<__I>(::core::marker::PhantomData<fn() -> __I>);
        #[automatically_derived]
        impl<__I: 'static> ::jwt_guard::__private::Policy for __PolicyOfGet<__I> {
            type Instance = __I;
            type Scopes = ::jwt_guard::__private::NoScopes;
            const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
                ::core::concat!(::core::module_path!(), "::Row::get"),
                ::jwt_guard::__private::Access::Protected,
            );
        }
        impl Row {
            pub async fn get(
                _: ::jwt_guard::__private::Guard<__PolicyOfGet<super::__AuthOfAdmin>>,
            ) {}
            pub async fn load() {}
        }
    };
    impl Handler for Row {
        async fn call() {}
    }
    #[cfg(test)]
    type __AuthOfTests = super::__AuthOfAdmin;
    #[cfg(test)]
    mod tests {
        macro_rules! __attribute_that_its_block_cannot_see {
            () => {
                ::jwt_guard::__private::__hidden_attribute_error! {}
            };
        }
        #[tokio::test]
        async fn lists() {}
    }
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
