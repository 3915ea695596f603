async fn client(_: ::jwt_guard::__private::Guard<__policy_of_client<AdminApi>>) {}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_debug_implementations,
    missing_docs,
    non_camel_case_types,
    unreachable_pub
)]
struct __policy_of_client<__I>(::core::marker::PhantomData<fn() -> __I>);
#[automatically_derived]
impl<__I: 'static> ::jwt_guard::__private::Policy for __policy_of_client<__I> {
    type Instance = __I;
    type Scopes = Self;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::client"),
        ::jwt_guard::__private::Access::Computed({
            const COMPUTATION: &dyn ::jwt_guard::__private::Computation = &::jwt_guard::__private::With::<
                App,
                _,
                _,
            >::new(rules::of_client);
            ::jwt_guard::__private::Computed::by(COMPUTATION)
        }),
    );
}
#[automatically_derived]
impl<__I, __V> ::jwt_guard::__private::Fits<App, __V> for __policy_of_client<__I> {}
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
