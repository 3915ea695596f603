async fn list<'a, S: Store, T>(
    ::renamed::__private::Guard(
        claims,
        ..,
    ): ::renamed::__private::Guard<__PolicyOfList, Claims<Team<T>>>,
    State(store): State<S>,
    next: Session<'a>,
) -> Result<Page<T>, S::Error>
where
    T: DeserializeOwned,
{
    store.list().await?
}
#[doc(hidden)]
enum __PolicyOfList {}
#[automatically_derived]
impl ::renamed::__private::Policy for __PolicyOfList {
    type Instance = ::renamed::__private::DefaultInstance;
    type Scopes = ::renamed::__private::NoScopes;
    const SPEC: ::renamed::__private::PolicySpec = ::renamed::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::list"),
            ::renamed::__private::Access::Protected,
        )
        .inserting_claims();
}
use ::renamed::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
