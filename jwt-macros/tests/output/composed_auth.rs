async fn wipe(
    _: ::jwt_guard::__private::Guard<
        __ProtectedAndPolicyOfWipeAndScoped<
            <__PolicyOfWipeAndScoped<
                AdminApi,
            > as ::jwt_guard::__private::Policy>::Instance,
        >,
        Claims<Staff>,
    >,
) {}
#[doc(hidden)]
struct __ProtectedAndPolicyOfWipeAndScoped<__I>(
    ::core::marker::PhantomData<fn() -> __I>,
);
#[automatically_derived]
impl<__I: 'static> ::jwt_guard::__private::Policy
for __ProtectedAndPolicyOfWipeAndScoped<__I> {
    type Instance = __I;
    type Scopes = <__PolicyOfWipeAndScoped<
        AdminApi,
    > as ::jwt_guard::__private::Policy>::Scopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::wipe"),
            ::jwt_guard::__private::Access::Protected,
        )
        .and(
            &<__PolicyOfWipeAndScoped<AdminApi> as ::jwt_guard::__private::Policy>::SPEC,
        );
}
const _: () = ::jwt_guard::__private::PolicySpec::assert_consistent(
    &<__ProtectedAndPolicyOfWipeAndScoped<
        <__PolicyOfWipeAndScoped<AdminApi> as ::jwt_guard::__private::Policy>::Instance,
    > as ::jwt_guard::__private::Policy>::SPEC,
);
