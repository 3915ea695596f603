async fn wipe(
    ::jwt_guard::__private::Guard(
        (claims, current),
        ..,
    ): ::jwt_guard::__private::Guard<
        __PolicyOfWipe<crate::AdminApi>,
        (Claims<Staff, AdminApi>, CurrentUser<Admin>),
    >,
) {}
#[doc(hidden)]
struct __PolicyOfWipe<__I>(::core::marker::PhantomData<fn() -> __I>);
#[automatically_derived]
impl<__I: 'static> ::jwt_guard::__private::Policy for __PolicyOfWipe<__I> {
    type Instance = __I;
    type Scopes = Self;
    const SPEC: ::jwt_guard::__private::PolicySpec = ::jwt_guard::__private::PolicySpec::new(
        ::core::concat!(::core::module_path!(), "::wipe"),
        ::jwt_guard::__private::Access::Scoped(::jwt_guard::__private::Requirement {
            scopes: &["admin"],
            require_all: true,
            require_all_actions: true,
        }),
    );
}
#[automatically_derived]
impl<
    __I,
    __S,
    __V: ::jwt_guard::__private::Contains<66847816656315871500053438488154237748u128>,
> ::jwt_guard::__private::WithinVocabulary<__S, __V> for __PolicyOfWipe<__I> {}
use ::jwt_guard::__private::hidden_attribute::*;
__attribute_that_its_block_cannot_see! {}
