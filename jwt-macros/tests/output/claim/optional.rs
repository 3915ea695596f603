const _: () = {
    #[derive(::core::default::Default)]
    pub struct __MembershipPartial {
        team: ::core::option::Option<Option<String>>,
        level: ::core::option::Option<u32>,
        plan: ::core::option::Option<Option<String>>,
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::ClaimSet for Membership {
        const NAMES: &'static [&'static ::core::primitive::str] = &[
            "team",
            "level",
            "plan",
        ];
        const REQUIRED: &'static [&'static ::core::primitive::str] = &[];
        type Partial = __MembershipPartial;
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            found: &mut Self::Partial,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "team" => {
                    found.team = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            Option<String>,
                        >(claims)?,
                    );
                }
                "level" => {
                    found.level = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            u32,
                        >(claims)?,
                    );
                }
                "plan" => {
                    found.plan = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            Option<String>,
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
                team: match found.team {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => ::core::option::Option::None,
                },
                level: match found.level {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        <u32 as ::core::default::Default>::default()
                    }
                },
                plan: match found.plan {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => defaults::plan(),
                },
            })
        }
        fn write<M: ::jwt_guard::__private::serde::ser::SerializeMap>(
            &self,
            claims: &mut M,
        ) -> ::core::result::Result<(), M::Error> {
            if !(::core::option::Option::is_none(&self.team)) {
                ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "team",
                    &self.team,
                )?;
            }
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "level",
                &self.level,
            )?;
            if !(::core::option::Option::is_none(&self.plan)) {
                ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "plan",
                    &self.plan,
                )?;
            }
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
