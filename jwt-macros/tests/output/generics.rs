async fn list<'a, S: Store, T>(
    ::renamed::__private::Guard(
        claims,
        ..,
    ): ::renamed::__private::Guard<__policy_of_list, Claims<Team<T>>>,
    State(store): State<S>,
    next: Session<'a>,
) -> Result<Page<T>, S::Error>
where
    T: DeserializeOwned,
{
    store.list().await?
}
#[doc(hidden)]
#[allow(
    dead_code,
    missing_debug_implementations,
    missing_docs,
    non_camel_case_types,
    unreachable_pub
)]
enum __policy_of_list {}
#[automatically_derived]
impl ::renamed::__private::Policy for __policy_of_list {
    type Instance = ::renamed::__private::DefaultInstance;
    type Scopes = ::renamed::__private::NoScopes;
    const SPEC: ::renamed::__private::PolicySpec = ::renamed::__private::PolicySpec::new(
            ::core::concat!(::core::module_path!(), "::list"),
            ::renamed::__private::Access::Protected,
        )
        .handing_over();
}
const _: () = {
    use ::renamed::__private::__attribute_that_its_block_cannot_see;
    __attribute_that_its_block_cannot_see! {}
};
