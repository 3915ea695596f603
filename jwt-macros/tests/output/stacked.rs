#[tracing::instrument]
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
    type Scopes = Self;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::me"),
        ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
            scopes: &["user:read"],
            require_all: true,
            require_all_actions: true,
        }),
    );
}
#[automatically_derived]
impl<
    __S,
    __V: ::jwt_guard::__private::Contains<316614111781176568462863998855465111300u128>,
> ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfMe {}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
