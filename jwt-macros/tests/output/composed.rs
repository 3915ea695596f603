async fn me(
    ::jwt_guard::__private::Guard(
        (claims, ::jwt_guard::__private::Injected(user)),
        ..,
    ): ::jwt_guard::__private::Guard<
        __policy_of_me_and_scoped,
        (Claims<Membership>, ::jwt_guard::__private::Injected<User>),
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
enum __policy_of_me_and_scoped {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __policy_of_me_and_scoped {
    type Instance = <__policy_of_me as ::jwt_guard::__private::Policy>::Instance;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::me"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["user:read"],
                require_all: true,
                require_all_actions: true,
            }),
        )
        .over(&<__policy_of_me as ::jwt_guard::__private::Policy>::SPEC);
}
const _: () = ::jwt_guard::__private::PolicySpec::assert_consistent(
    &<__policy_of_me_and_scoped as ::jwt_guard::__private::Policy>::SPEC,
);
