async fn list(_: ::jwt_guard::__private::Guard<__PolicyOfList>) {}
#[doc(hidden)]
enum __PolicyOfList {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfList {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = Self;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::list"),
        ::jwt_guard::__private::Access::Grouped(::jwt_guard::__private::Grouped {
            condition: ::jwt_guard::__private::Condition::All(
                &[
                    ::jwt_guard::__private::Condition::Scope("user:read"),
                    ::jwt_guard::__private::Condition::Scope(Permission::Admin.as_str()),
                ],
            ),
            require_all_actions: false,
        }),
    );
}
#[automatically_derived]
impl<
    __S,
    __V: ::jwt_guard::__private::Contains<
            {
                ::jwt_guard::__private::assert_known(
                    "user:read",
                    "Permission",
                    <Permission as ::jwt_guard::__private::Vocabulary>::SCOPES,
                );
                316614111781176568462863998855465111300u128
            },
        >
        + ::jwt_guard::__private::Contains<
            { ::jwt_guard::__private::fingerprint(Permission::Admin.as_str()) },
        >,
> ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfList {}
const _: () = ::jwt_guard::__private::assert_no_parameters(Permission::Admin.as_str());
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
