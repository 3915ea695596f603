async fn whoami(_: ::jwt_guard::__private::Guard<__PolicyOfWhoami, jwt_guard::Claims>) {}
#[doc(hidden)]
enum __PolicyOfWhoami {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfWhoami {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::whoami"),
        ::jwt_guard::__private::Access::Protected,
    );
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
