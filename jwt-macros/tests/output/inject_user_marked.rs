async fn me(
    ::jwt_guard::__private::Guard(
        ::jwt_guard::__private::Injected(User { id, .. }),
        ..,
    ): ::jwt_guard::__private::Guard<
        __policy_of_me,
        ::jwt_guard::__private::Injected<User>,
    >,
    Path(user): Path<String>,
) {}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_debug_implementations,
    missing_docs,
    non_camel_case_types,
    unreachable_pub
)]
enum __policy_of_me {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __policy_of_me {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::me"),
        ::jwt_guard::__private::Access::Protected,
    );
}
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
