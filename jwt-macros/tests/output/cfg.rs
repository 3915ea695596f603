#[cfg(feature = "admin")]
#[allow(clippy::unused_async)]
async fn wipe(
    _: ::jwt_guard::__private::Guard<__policy_of_wipe>,
    #[cfg(test)]
    claims: Claims<M>,
) {}
#[cfg(feature = "admin")]
#[doc(hidden)]
#[allow(
    dead_code,
    missing_debug_implementations,
    missing_docs,
    non_camel_case_types,
    unreachable_pub
)]
enum __policy_of_wipe {}
#[cfg(feature = "admin")]
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __policy_of_wipe {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::wipe"),
            ::jwt_guard::__private::Access::Protected,
        )
        .handing_over();
}
#[cfg(feature = "admin")]
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
