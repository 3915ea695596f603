pub async fn team(_: ::jwt_guard::__private::Guard<__PolicyOfTeam>) {}
#[doc(hidden)]
pub enum __PolicyOfTeam {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfTeam {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = Self;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::team"),
        ::jwt_guard::__private::Access::Grouped(::jwt_guard::__private::Grouped {
            condition: ::jwt_guard::__private::Condition::All(
                &[
                    ::jwt_guard::__private::Condition::Scope("team:{team}:read"),
                    ::jwt_guard::__private::Condition::Any(
                        &[
                            ::jwt_guard::__private::Condition::Scope(
                                Permission::Admin.as_str(),
                            ),
                            ::jwt_guard::__private::Condition::All(
                                &[
                                    ::jwt_guard::__private::Condition::Scope("user:read"),
                                    ::jwt_guard::__private::Condition::Scope("user:write"),
                                ],
                            ),
                        ],
                    ),
                ],
            ),
            require_all_actions: true,
        }),
    );
}
#[automatically_derived]
impl<
    __S,
    __V: ::jwt_guard::__private::Contains<184845462723505842659086756006171498116u128>
        + ::jwt_guard::__private::Contains<
            { ::jwt_guard::__private::fingerprint(Permission::Admin.as_str()) },
        > + ::jwt_guard::__private::Contains<316614111781176568462863998855465111300u128>
        + ::jwt_guard::__private::Contains<149707158865327665687135926902976700191u128>,
> ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfTeam {}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
