const _: () = {
    #[derive(
        crate::jwt::__private::serde::Serialize,
        crate::jwt::__private::serde::Deserialize
    )]
    #[serde(crate = "crate::jwt::__private::serde", remote = "Membership")]
    #[allow(dead_code, non_snake_case, unused_qualifications)]
    struct __MembershipOnTheWire {
        #[serde(
            rename = "a",
            with = "as_text",
            skip_serializing_if = "::core::option::Option::is_none",
            default,
        )]
        a: Option<u8>,
        #[serde(
            rename = "b",
            serialize_with = "write",
            deserialize_with = "read",
            skip_serializing_if = "is_zero",
        )]
        b: u8,
        #[serde(rename = "c", skip_serializing_if = "keep")]
        c: Option<u8>,
        #[serde(
            rename = "d",
            default,
            deserialize_with = "read",
            skip_serializing_if = "::core::option::Option::is_none",
        )]
        d: Option<u8>,
    }
    #[automatically_derived]
    #[allow(unused_qualifications)]
    impl crate::jwt::__private::ClaimSet for Membership {
        const NAMES: &'static [&'static str] = &["a", "b", "c", "d"];
        const REQUIRED: &'static [&'static str] = &["b"];
        fn unset() -> ::core::option::Option<Self> {
            ::core::option::Option::None
        }
        fn deserialize_claims<'de, D: crate::jwt::__private::serde::Deserializer<'de>>(
            claims: D,
        ) -> ::core::result::Result<Self, D::Error> {
            __MembershipOnTheWire::deserialize(claims)
        }
        fn serialize_claims<S: crate::jwt::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            __MembershipOnTheWire::serialize(self, serializer)
        }
    }
};
