async fn wipe(_: ::jwt_guard::__private::Guard<__PolicyOfWipe>) {}
#[doc(hidden)]
enum __PolicyOfWipe {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfWipe {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = Self;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::wipe"),
            ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
                scopes: &["admin"],
                require_all: true,
                require_all_actions: true,
            }),
        )
        .overriding(
            &const {
                ::jwt_guard::__private::Overrides::NONE
                    .leeway(90)
                    .audience(&["admin"])
                    .token_from(
                        &[
                            ::jwt_guard::__private::TokenLocation {
                                kind: ::jwt_guard::__private::LocationKind::Header,
                                strict: false,
                            },
                            ::jwt_guard::__private::TokenLocation {
                                kind: ::jwt_guard::__private::LocationKind::Cookie,
                                strict: true,
                            },
                        ],
                    )
                    .header_prefixes(&[])
            },
        );
}
#[automatically_derived]
impl<
    __S,
    __V: ::jwt_guard::__private::Contains<66847816656315871500053438488154237748u128>,
> ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfWipe {}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
