const _: () = {
    #[derive(::core::default::Default)]
    pub struct __MembershipPartial {
        plan: ::core::option::Option<String>,
        team: ::core::option::Option<Option<String>>,
        level: ::core::option::Option<u8>,
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::ClaimSet for Membership {
        const NAMES: &'static [&'static ::core::primitive::str] = &[
            "plan",
            "team",
            "level",
        ];
        const REQUIRED: &'static [&'static ::core::primitive::str] = &["plan"];
        const FROM_BACKEND: &'static [&'static ::core::primitive::str] = &[];
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
                level: match found.level {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => one(),
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
                    "team",
                    &self.team,
                )?;
            }
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "level",
                &self.level,
            )?;
            ::core::result::Result::Ok(())
        }
        fn verify(&self) -> ::core::result::Result<(), &'static ::core::primitive::str> {
            ::jwt_guard::__private::verify("plan", &self.plan, Self::is_known)?;
            if let ::core::option::Option::Some(value) = &self.team {
                ::jwt_guard::__private::verify("team", value, team::is_open)?;
            }
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::FromUser<app::User> for Membership {
        async fn from_user(
            user: &app::User,
        ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
            ::core::result::Result::Ok(Self {
                plan: ::jwt_guard::__private::compute::<
                    String,
                    app::User,
                    _,
                >(plan_of, user)
                    .await?,
                team: ::core::option::Option::None,
                level: one(),
            })
        }
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::FromUser<::jwt_guard::__private::NoUser>
    for Membership {
        async fn from_user(
            user: &::jwt_guard::__private::NoUser,
        ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
            match *user {}
        }
    }
};
