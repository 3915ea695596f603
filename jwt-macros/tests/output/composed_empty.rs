async fn me(
    ::renamed::__private::Guard(
        ::renamed::__private::Injected(user),
        ..,
    ): ::renamed::__private::Guard<
        __PolicyOfMeAndScopedAndInjectUser,
        ::renamed::__private::Injected<User>,
    >,
) {}
#[doc(hidden)]
enum __PolicyOfMeAndScopedAndInjectUser {}
#[automatically_derived]
impl ::renamed::__private::Policy for __PolicyOfMeAndScopedAndInjectUser {
    type Instance = <__PolicyOfMeAndScoped as ::renamed::__private::Policy>::Instance;
    type Scopes = <__PolicyOfMeAndScoped as ::renamed::__private::Policy>::Scopes;
    const SPEC: ::renamed::__private::PolicySpec = ::renamed::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::me"),
            ::renamed::__private::Access::Protected,
        )
        .over(&<__PolicyOfMeAndScoped as ::renamed::__private::Policy>::SPEC);
}
const _: () = ::renamed::__private::PolicySpec::assert_consistent(
    &<__PolicyOfMeAndScopedAndInjectUser as ::renamed::__private::Policy>::SPEC,
);
