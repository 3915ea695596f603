async fn change_password(_: ::jwt_guard::__private::Guard<__PolicyOfChangePassword>) {}
#[doc(hidden)]
enum __PolicyOfChangePassword {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfChangePassword {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::change_password"),
            ::jwt_guard::__private::Access::Protected,
        )
        .overriding(&const { ::jwt_guard::__private::Overrides::NONE.leeway(0) })
        .with_freshness(
            &const {
                ::jwt_guard::__private::Freshness::NONE
                    .fresh()
                    .max_age(300)
                    .acr(&["urn:example:mfa", "urn:example:hardware"])
            },
        );
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
