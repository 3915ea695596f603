#[cfg(feature = "admin")]
#[allow(clippy::unused_async)]
async fn wipe(
    _: ::jwt_guard::__private::Guard<__PolicyOfWipe>,
    #[cfg(test)]
    claims: Claims<M>,
) {}
#[cfg(feature = "admin")]
#[doc(hidden)]
enum __PolicyOfWipe {}
#[cfg(feature = "admin")]
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfWipe {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::wipe"),
            ::jwt_guard::__private::Access::Protected,
        )
        .inserting_claims();
}
#[cfg(feature = "admin")]
use ::jwt_guard::__private::hidden_attribute::*;
#[cfg(feature = "admin")]
__attribute_that_its_block_cannot_see! {}
