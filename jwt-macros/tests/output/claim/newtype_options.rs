const _: () = {
    #[derive(::core::default::Default)]
    pub struct __PlanPartial {
        value: ::core::option::Option<String>,
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::ClaimSet for Plan {
        const NAMES: &'static [&'static ::core::primitive::str] = &[
            "https://example.com/plan",
        ];
        const REQUIRED: &'static [&'static ::core::primitive::str] = &[];
        const FROM_BACKEND: &'static [&'static ::core::primitive::str] = &[];
        type Partial = __PlanPartial;
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            found: &mut Self::Partial,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "https://example.com/plan" => {
                    found.value = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            String,
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
                0: match found.value {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => free(),
                },
            })
        }
        fn write<M: ::jwt_guard::__private::serde::ser::SerializeMap>(
            &self,
            claims: &mut M,
        ) -> ::core::result::Result<(), M::Error> {
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "https://example.com/plan",
                &self.0,
            )?;
            ::core::result::Result::Ok(())
        }
        fn verify(&self) -> ::core::result::Result<(), &'static ::core::primitive::str> {
            ::jwt_guard::__private::verify(
                "https://example.com/plan",
                &self.0,
                is_known,
            )?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::FromUser<User> for Plan {
        async fn from_user(
            user: &User,
        ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
            ::core::result::Result::Ok(Self {
                0: ::jwt_guard::__private::compute::<String, User, _>(plan_of, user)
                    .await?,
            })
        }
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::FromUser<::jwt_guard::__private::NoUser> for Plan {
        async fn from_user(
            user: &::jwt_guard::__private::NoUser,
        ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
            match *user {}
        }
    }
};
