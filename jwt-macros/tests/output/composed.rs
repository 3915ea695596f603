async fn me(
    ::jwt_guard::__private::Guard(
        (claims, ::jwt_guard::__private::Injected(user)),
        ..,
    ): ::jwt_guard::__private::Guard<
        __ScopedAndPolicyOfMe,
        (Claims<Membership>, ::jwt_guard::__private::Injected<User>),
    >,
) {}
#[doc(hidden)]
enum __ScopedAndPolicyOfMe {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __ScopedAndPolicyOfMe {
    type Instance = <__PolicyOfMe as ::jwt_guard::__private::Policy>::Instance;
    type Scopes = (Self, <__PolicyOfMe as ::jwt_guard::__private::Policy>::Scopes);
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::me"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["user:read"],
                require_all: true,
                require_all_actions: true,
            }),
        )
        .and(&<__PolicyOfMe as ::jwt_guard::__private::Policy>::SPEC);
}
#[automatically_derived]
impl<
    __S,
    __V: ::jwt_guard::__private::Contains<316614111781176568462863998855465111300u128>,
> ::jwt_guard::__private::WithinVocabulary<__S, __V> for __ScopedAndPolicyOfMe {}
const _: () = ::jwt_guard::__private::PolicySpec::assert_consistent(
    &<__ScopedAndPolicyOfMe as ::jwt_guard::__private::Policy>::SPEC,
);
