const _: () = {
    #[derive(
        ::jwt_guard::__private::serde::Serialize,
        ::jwt_guard::__private::serde::Deserialize
    )]
    #[serde(crate = "::jwt_guard::__private::serde", remote = "Membership")]
    #[allow(dead_code, non_snake_case, unused_qualifications)]
    struct __MembershipOnTheWire {
        #[serde(
            rename = "team",
            skip_serializing_if = "::core::option::Option::is_none",
        )]
        team: Option<String>,
        #[serde(rename = "level", default)]
        level: u32,
        #[serde(
            rename = "plan",
            default = "defaults::plan",
            skip_serializing_if = "::core::option::Option::is_none",
        )]
        plan: Option<String>,
    }
    #[automatically_derived]
    #[allow(unused_qualifications)]
    impl ::jwt_guard::__private::ClaimSet for Membership {
        const NAMES: &'static [&'static str] = &["team", "level", "plan"];
        const REQUIRED: &'static [&'static str] = &[];
        fn unset() -> ::core::option::Option<Self> {
            ::core::option::Option::Some(Self {
                team: ::core::option::Option::None,
                level: ::core::default::Default::default(),
                plan: defaults::plan(),
            })
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
