const _: () = {
    #[derive(::core::default::Default)]
    pub struct __MembershipPartial {
        plan: ::core::option::Option<String>,
        team: ::core::option::Option<Option<String>>,
        r#type: ::core::option::Option<u8>,
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::ClaimSet for Membership {
        const NAMES: &'static [&'static ::core::primitive::str] = &[
            "plan",
            "https://example.com/team",
            "type",
        ];
        const REQUIRED: &'static [&'static ::core::primitive::str] = &["plan", "type"];
        type Partial = __MembershipPartial;
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            found: &mut Self::Partial,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "plan" => {
                    found.plan = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            String,
                        >(claims)?,
                    );
                }
                "https://example.com/team" => {
                    found.team = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            Option<String>,
                        >(claims)?,
                    );
                }
                "type" => {
                    found.r#type = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            u8,
                        >(claims)?,
                    );
                }
                _ => return ::core::result::Result::Ok(false),
            }
            ::core::result::Result::Ok(true)
        }
        fn finish(
            found: Self::Partial,
        ) -> ::core::result::Result<Self, &'static ::core::primitive::str> {
            ::core::result::Result::Ok(Self {
                plan: match found.plan {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        return ::core::result::Result::Err("plan");
                    }
                },
                team: match found.team {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => ::core::option::Option::None,
                },
                r#type: match found.r#type {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        return ::core::result::Result::Err("type");
                    }
                },
            })
        }
        fn write<M: ::jwt_guard::__private::serde::ser::SerializeMap>(
            &self,
            claims: &mut M,
        ) -> ::core::result::Result<(), M::Error> {
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "plan",
                &self.plan,
            )?;
            if !(::core::option::Option::is_none(&self.team)) {
                ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "https://example.com/team",
                    &self.team,
                )?;
            }
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "type",
                &self.r#type,
            )?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl<U: ::core::marker::Sync> ::jwt_guard::__private::FromUser<U> for Membership {
        async fn from_user(
            _: &U,
        ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
            ::jwt_guard::__private::claims_without_setup()
        }
    }
};
