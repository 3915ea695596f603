#[automatically_derived]
impl<T> ::jwt_guard::__private::ClaimSet for Membership<T>
where
    Self: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    const NAMES: &'static [&'static ::core::primitive::str] = &[];
    const REQUIRED: &'static [&'static ::core::primitive::str] = &[];
    type Partial = ();
    fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
        _: &mut (),
        _: &::core::primitive::str,
        _: &mut A,
    ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
        ::core::unreachable!()
    }
    fn finish(_: ()) -> ::core::result::Result<Self, &'static ::core::primitive::str> {
        ::core::unreachable!()
    }
    fn write<M: ::jwt_guard::__private::serde::ser::SerializeMap>(
        &self,
        _: &mut M,
    ) -> ::core::result::Result<(), M::Error> {
        ::core::unreachable!()
    }
}
#[automatically_derived]
impl<T, __User: ::core::marker::Sync> ::jwt_guard::__private::FromUser<__User>
for Membership<T>
where
    Self: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    async fn from_user(
        _: &__User,
    ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
        ::core::unreachable!()
    }
}
::core::compile_error! {
    "the claim `sub` belongs to the library, which mints and verifies it itself; so do iss, sub, aud, exp, nbf, iat, jti, scope, sid, auth_time, acr, amr, fresh, csrf, cnf, client_id\n  = help: take the field out of `Membership`, or give the claim another name, such as `#[claim(name = \"https://example.com/sub\")]`"
}
::core::compile_error! {
    "`Claim` is derived for one type, found generic parameters, which this version does not support\n  = help: write the types of the claims out"
}
