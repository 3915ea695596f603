#[automatically_derived]
#[allow(unused_qualifications)]
impl<T> ::jwt_guard::__private::ClaimSet for Membership<T>
where
    Self: ::core::marker::Send + ::core::marker::Sync + 'static,
{
    const NAMES: &'static [&'static str] = &[];
    const REQUIRED: &'static [&'static str] = &[];
    fn unset() -> ::core::option::Option<Self> {
        ::core::unreachable!()
    }
    fn deserialize_claims<'de, D: ::jwt_guard::__private::serde::Deserializer<'de>>(
        _: D,
    ) -> ::core::result::Result<Self, D::Error> {
        ::core::unreachable!()
    }
    fn serialize_claims<S: ::jwt_guard::__private::serde::Serializer>(
        &self,
        _: S,
    ) -> ::core::result::Result<S::Ok, S::Error> {
        ::core::unreachable!()
    }
}
::core::compile_error! {
    "`Claim` is derived for one type, found generic parameters, which this version does not support\n  = help: write the types of the claims out"
}
::core::compile_error! {
    "the claim `sub` belongs to the library, which mints and verifies it itself; so do iss, sub, aud, exp, nbf, iat, jti, scope, sid, auth_time, acr, amr, fresh, csrf, cnf, client_id\n  = help: take the field out of `Membership`, or give the claim another name, such as `#[claim(name = \"https://example.com/sub\")]`"
}
