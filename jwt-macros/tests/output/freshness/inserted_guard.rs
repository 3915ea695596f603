async fn wipe(_: ::jwt_guard::__private::Guard<__ScopedAndPolicyOfWipe>) {}
#[doc(hidden)]
enum __ScopedAndPolicyOfWipe {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __ScopedAndPolicyOfWipe {
    type Instance = <__PolicyOfWipe as ::jwt_guard::__private::Policy>::Instance;
    type Scopes = (Self, <__PolicyOfWipe as ::jwt_guard::__private::Policy>::Scopes);
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::wipe"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["admin"],
                require_all: true,
                require_all_actions: true,
            }),
        )
        .with_freshness(&const { ::jwt_guard::__private::Freshness::NONE.acr(&["mfa"]) })
        .and(&<__PolicyOfWipe as ::jwt_guard::__private::Policy>::SPEC);
}
#[automatically_derived]
impl<
    __S,
    __V: ::jwt_guard::__private::Contains<66847816656315871500053438488154237748u128>,
> ::jwt_guard::__private::WithinVocabulary<__S, __V> for __ScopedAndPolicyOfWipe {}
const _: () = ::jwt_guard::__private::PolicySpec::assert_consistent(
    &<__ScopedAndPolicyOfWipe as ::jwt_guard::__private::Policy>::SPEC,
);
