const _: () = {
    #[derive(::core::default::Default)]
    pub struct __TeamNamePartial {
        value: ::core::option::Option<String>,
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::ClaimSet for TeamName {
        const NAMES: &'static [&'static ::core::primitive::str] = &["team_name"];
        const REQUIRED: &'static [&'static ::core::primitive::str] = &["team_name"];
        type Partial = __TeamNamePartial;
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            found: &mut Self::Partial,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "team_name" => {
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
                    ::core::option::Option::None => {
                        return ::core::result::Result::Err("team_name");
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
                "team_name",
                &self.0,
            )?;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl<U: ::core::marker::Sync> ::jwt_guard::__private::FromUser<U> for TeamName {
        async fn from_user(
            _: &U,
        ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
            ::jwt_guard::__private::claims_without_setup()
        }
    }
};
