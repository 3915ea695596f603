async fn me(
    ::renamed::__private::Guard(
        ::renamed::__private::Injected(user),
        ..,
    ): ::renamed::__private::Guard<
        __policy_of_me_and_scoped_and_inject_user,
        ::renamed::__private::Injected<User>,
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
enum __policy_of_me_and_scoped_and_inject_user {}
#[automatically_derived]
impl ::renamed::__private::Policy for __policy_of_me_and_scoped_and_inject_user {
    type Instance = <__policy_of_me_and_scoped as ::renamed::__private::Policy>::Instance;
    type Scopes = <__policy_of_me_and_scoped as ::renamed::__private::Policy>::Scopes;
    const SPEC: ::renamed::__private::PolicySpec = ::renamed::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::me"),
            ::renamed::__private::Access::Protected,
        )
        .over(&<__policy_of_me_and_scoped as ::renamed::__private::Policy>::SPEC);
}
const _: () = ::renamed::__private::PolicySpec::assert_consistent(
    &<__policy_of_me_and_scoped_and_inject_user as ::renamed::__private::Policy>::SPEC,
);
