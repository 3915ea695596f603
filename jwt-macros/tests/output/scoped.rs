async fn list_users(
    _: ::jwt_guard::__private::Guard<__PolicyOfListUsers>,
    State(db): State<Db>,
) -> Json<Vec<User>> {
    Json(db.users().await)
}
#[doc(hidden)]
enum __PolicyOfListUsers {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfListUsers {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = Self;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::list_users"),
        ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
            scopes: &["user:read", "admin"],
            require_all: false,
            require_all_actions: false,
        }),
    );
}
#[automatically_derived]
impl<
    __S,
    __V: ::jwt_guard::__private::Contains<316614111781176568462863998855465111300u128>
        + ::jwt_guard::__private::Contains<66847816656315871500053438488154237748u128>,
> ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfListUsers {}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
