const _: () = {
    #[derive(
        ::jwt_guard::__private::serde::Serialize,
        ::jwt_guard::__private::serde::Deserialize
    )]
    #[serde(crate = "::jwt_guard::__private::serde", remote = "Membership")]
    #[allow(dead_code, non_snake_case, unused_qualifications)]
    struct __MembershipOnTheWire {
        #[serde(rename = "plan")]
        plan: String,
        #[serde(
            rename = "https://example.com/team",
            skip_serializing_if = "::core::option::Option::is_none",
        )]
        team: Option<String>,
        #[serde(rename = "type")]
        r#type: u8,
    }
    #[automatically_derived]
    #[allow(unused_qualifications)]
    impl ::jwt_guard::__private::ClaimSet for Membership {
        const NAMES: &'static [&'static str] = &[
            "plan",
            "https://example.com/team",
            "type",
        ];
        const REQUIRED: &'static [&'static str] = &["plan", "type"];
        fn unset() -> ::core::option::Option<Self> {
            ::core::option::Option::None
        }
        fn deserialize_claims<'de, D: ::jwt_guard::__private::serde::Deserializer<'de>>(
            claims: D,
        ) -> ::core::result::Result<Self, D::Error> {
            __MembershipOnTheWire::deserialize(claims)
        }
        fn serialize_claims<S: ::jwt_guard::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            __MembershipOnTheWire::serialize(self, serializer)
        }
    }
};
