pub(crate) async fn ping(
    _: ::jwt_guard::__private::Guard<__policy_of_ping>,
    State(db): State<Db>,
    body: String,
) -> impl IntoResponse {
    db.ping(body).await?
}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_debug_implementations,
    missing_docs,
    non_camel_case_types,
    unreachable_pub
)]
pub(crate) enum __policy_of_ping {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __policy_of_ping {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::ping"),
        ::jwt_guard::__private::Access::Protected,
    );
}
const _: () = {
    use ::jwt_guard::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
