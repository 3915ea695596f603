async fn list_users(
    _: ::jwt_guard::__private::Guard<__policy_of_list_users>,
    State(db): State<Db>,
) -> Json<Vec<User>> {
    Json(db.users().await)
}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_debug_implementations,
    missing_docs,
    non_camel_case_types,
    unreachable_pub
)]
enum __policy_of_list_users {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __policy_of_list_users {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::list_users"),
        ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
            scopes: &["user:read", "admin"],
            require_all: false,
            require_all_actions: false,
        }),
    );
}
