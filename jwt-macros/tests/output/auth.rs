async fn wipe(
    ::jwt_guard::__private::Guard(
        (claims, current),
        ..,
    ): ::jwt_guard::__private::Guard<
        __policy_of_wipe<crate::AdminApi>,
        (Claims<Staff, AdminApi>, CurrentUser<Admin>),
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
struct __policy_of_wipe<__I>(::core::marker::PhantomData<fn() -> __I>);
#[automatically_derived]
impl<__I: 'static> ::jwt_guard::__private::Policy for __policy_of_wipe<__I> {
    type Instance = __I;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::wipe"),
        ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
            scopes: &["admin"],
            require_all: true,
            require_all_actions: true,
        }),
    );
}
