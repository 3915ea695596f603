const _: () = {
    #[derive(
        ::jwt_guard::__private::serde::Serialize,
        ::jwt_guard::__private::serde::Deserialize
    )]
    #[serde(crate = "::jwt_guard::__private::serde", remote = "Nothing")]
    #[allow(dead_code, non_snake_case, unused_qualifications)]
    struct __NothingOnTheWire {}
    #[automatically_derived]
    #[allow(unused_qualifications)]
    impl ::jwt_guard::__private::ClaimSet for Nothing {
        const NAMES: &'static [&'static str] = &[];
        const REQUIRED: &'static [&'static str] = &[];
        fn unset() -> ::core::option::Option<Self> {
            ::core::option::Option::Some(Self {})
        }
        fn deserialize_claims<'de, D: ::jwt_guard::__private::serde::Deserializer<'de>>(
            claims: D,
        ) -> ::core::result::Result<Self, D::Error> {
            __NothingOnTheWire::deserialize(claims)
        }
        fn serialize_claims<S: ::jwt_guard::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            __NothingOnTheWire::serialize(self, serializer)
        }
    }
};
