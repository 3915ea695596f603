/// Says that it is alive.
pub async fn health(_: ::jwt_guard::__private::Guard<__PolicyOfHealth>) -> &'static str {
    "ok"
}
#[doc(hidden)]
pub enum __PolicyOfHealth {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfHealth {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::health"),
        ::jwt_guard::__private::Access::Public,
    );
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
