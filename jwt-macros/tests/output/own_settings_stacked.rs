async fn me(
    ::jwt_guard::__private::Guard(
        ::jwt_guard::__private::Injected(user),
        ..,
    ): ::jwt_guard::__private::Guard<
        __PolicyOfMe,
        ::jwt_guard::__private::Injected<User>,
    >,
) {}
#[doc(hidden)]
enum __PolicyOfMe {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfMe {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::me"),
            ::jwt_guard::__private::Access::Protected,
        )
        .overriding(
            &const {
                ::jwt_guard::__private::Overrides::NONE
                    .leeway(0)
                    .realm("staff")
                    .required_claims(&["jti", "iat"])
            },
        );
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
