async fn r#type(_: ::jwt_guard::__private::Guard<__policy_of_type>) {}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_debug_implementations,
    missing_docs,
    non_camel_case_types,
    unreachable_pub
)]
enum __policy_of_type {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __policy_of_type {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::type"),
        ::jwt_guard::__private::Access::Public,
    );
}
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
