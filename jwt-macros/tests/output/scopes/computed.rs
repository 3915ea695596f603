async fn client(_: ::jwt_guard::__private::Guard<__PolicyOfClient<AdminApi>>) {}
#[doc(hidden)]
struct __PolicyOfClient<__I>(::core::marker::PhantomData<fn() -> __I>);
#[automatically_derived]
impl<__I: 'static> ::jwt_guard::__private::Policy for __PolicyOfClient<__I> {
    type Instance = __I;
    type Scopes = Self;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::client"),
        ::jwt_guard::__private::Access::Computed({
            const COMPUTATION: &dyn ::jwt_guard::__private::ScopeComputation = &::jwt_guard::__private::With::<
                App,
                _,
                _,
            >::new(rules::of_client);
            ::jwt_guard::__private::ScopeFunction::new(COMPUTATION)
        }),
    );
}
#[automatically_derived]
impl<__I, __V> ::jwt_guard::__private::WithinVocabulary<App, __V>
for __PolicyOfClient<__I> {}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
