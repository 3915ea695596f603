async fn me(
    ::renamed::__private::Guard(
        ::renamed::__private::Injected(user),
        ..,
    ): ::renamed::__private::Guard<
        __InjectUserAndPolicyOfMeAndScoped,
        ::renamed::__private::Injected<User>,
    >,
) {}
#[doc(hidden)]
enum __InjectUserAndPolicyOfMeAndScoped {}
#[automatically_derived]
impl ::renamed::__private::Policy for __InjectUserAndPolicyOfMeAndScoped {
    type Instance = <__PolicyOfMeAndScoped as ::renamed::__private::Policy>::Instance;
    type Scopes = <__PolicyOfMeAndScoped as ::renamed::__private::Policy>::Scopes;
    const SPEC: ::renamed::__private::PolicySpec = ::renamed::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::me"),
            ::renamed::__private::Access::Protected,
        )
        .and(&<__PolicyOfMeAndScoped as ::renamed::__private::Policy>::SPEC);
}
const _: () = ::renamed::__private::PolicySpec::assert_consistent(
    &<__InjectUserAndPolicyOfMeAndScoped as ::renamed::__private::Policy>::SPEC,
);
