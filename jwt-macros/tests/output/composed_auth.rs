async fn wipe(
    _: ::jwt_guard::__private::Guard<
        __policy_of_wipe_and_scoped_and_protected<
            <__policy_of_wipe_and_scoped<
                AdminApi,
            > as ::jwt_guard::__private::Policy>::Instance,
        >,
        Claims<Staff>,
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
struct __policy_of_wipe_and_scoped_and_protected<__I>(
    ::core::marker::PhantomData<fn() -> __I>,
);
#[automatically_derived]
impl<__I: 'static> ::jwt_guard::__private::Policy
for __policy_of_wipe_and_scoped_and_protected<__I> {
    type Instance = __I;
    type Scopes = <__policy_of_wipe_and_scoped<
        AdminApi,
    > as ::jwt_guard::__private::Policy>::Scopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::wipe"),
            ::jwt_guard::__private::Access::Protected,
        )
        .over(
            &<__policy_of_wipe_and_scoped<
                AdminApi,
            > as ::jwt_guard::__private::Policy>::SPEC,
        );
}
const _: () = ::jwt_guard::__private::PolicySpec::assert_consistent(
    &<__policy_of_wipe_and_scoped_and_protected<
        <__policy_of_wipe_and_scoped<
            AdminApi,
        > as ::jwt_guard::__private::Policy>::Instance,
    > as ::jwt_guard::__private::Policy>::SPEC,
);
