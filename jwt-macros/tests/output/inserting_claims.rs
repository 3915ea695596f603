async fn list(
    _: ::jwt_guard::__private::Guard<__PolicyOfList>,
    aliased: MyClaims,
    request: Request,
) {}
#[doc(hidden)]
enum __PolicyOfList {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfList {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::list"),
            ::jwt_guard::__private::Access::Protected,
        )
        .inserting_claims();
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
