pub(crate) async fn ping(
    _: ::jwt_guard::__private::Guard<__PolicyOfPing>,
    State(db): State<Db>,
    body: String,
) -> impl IntoResponse {
    db.ping(body).await?
}
#[doc(hidden)]
pub(crate) enum __PolicyOfPing {}
#[automatically_derived]
impl ::jwt_guard::__private::Policy for __PolicyOfPing {
    type Instance = ::jwt_guard::__private::DefaultInstance;
    type Scopes = ::jwt_guard::__private::NoScopes;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::ping"),
        ::jwt_guard::__private::Access::Protected,
    );
}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
