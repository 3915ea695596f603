async fn r#type(_: ::jwt_guard::__private::Guard<__PolicyOfType>) {}
#[doc(hidden)]
enum __PolicyOfType {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfType {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::type"),
        ::jwt_guard::__private::Access::Public,
    );
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
