const _: () = {
    #[derive(::core::default::Default)]
    pub struct __AccessPartial {
        roles: ::core::option::Option<Vec<String>>,
        group: ::core::option::Option<Option<String>>,
        x: ::core::option::Option<u8>,
        y: ::core::option::Option<Option<u8>>,
    }
    struct __AccessReadsX;
    impl<'de> ::jwt_guard::__private::serde::de::DeserializeSeed<'de>
    for __AccessReadsX {
        type Value = u8;
        fn deserialize<D: ::jwt_guard::__private::serde::Deserializer<'de>>(
            self,
            claim: D,
        ) -> ::core::result::Result<u8, D::Error> {
            text::deserialize(claim)
        }
    }
    struct __AccessIn0<'a>(&'a mut __AccessPartial);
    impl ::jwt_guard::__private::NestedClaims for __AccessIn0<'_> {
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            &mut self,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "roles" => {
                    self.0.roles = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            Vec<String>,
                        >(claims)?,
                    );
                }
                "groups" => {
                    ::jwt_guard::__private::serde::de::MapAccess::next_value_seed(
                        claims,
                        ::jwt_guard::__private::NestedClaimsReader(
                            __AccessIn0In0(self.0),
                        ),
                    )?
                }
                _ => return ::core::result::Result::Ok(false),
            }
            ::core::result::Result::Ok(true)
        }
    }
    struct __AccessIn0In0<'a>(&'a mut __AccessPartial);
    impl ::jwt_guard::__private::NestedClaims for __AccessIn0In0<'_> {
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            &mut self,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "main" => {
                    self.0.group = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            Option<String>,
                        >(claims)?,
                    );
                }
                _ => return ::core::result::Result::Ok(false),
            }
            ::core::result::Result::Ok(true)
        }
    }
    struct __AccessIn1<'a>(&'a mut __AccessPartial);
    impl ::jwt_guard::__private::NestedClaims for __AccessIn1<'_> {
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            &mut self,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "x" => {
                    self.0.x = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value_seed(
                            claims,
                            __AccessReadsX,
                        )?,
                    );
                }
                _ => return ::core::result::Result::Ok(false),
            }
            ::core::result::Result::Ok(true)
        }
    }
    struct __AccessIn2<'a>(&'a mut __AccessPartial);
    impl ::jwt_guard::__private::NestedClaims for __AccessIn2<'_> {
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            &mut self,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "y" => {
                    self.0.y = ::core::option::Option::Some(
                        ::jwt_guard::__private::serde::de::MapAccess::next_value::<
                            Option<u8>,
                        >(claims)?,
                    );
                }
                _ => return ::core::result::Result::Ok(false),
            }
            ::core::result::Result::Ok(true)
        }
    }
    struct __AccessWritesX<'a>(&'a u8);
    impl ::jwt_guard::__private::serde::Serialize for __AccessWritesX<'_> {
        fn serialize<S: ::jwt_guard::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            text::serialize(self.0, serializer)
        }
    }
    struct __AccessIn0Written<'a>(&'a Access);
    impl ::jwt_guard::__private::serde::Serialize for __AccessIn0Written<'_> {
        fn serialize<S: ::jwt_guard::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let mut object = ::jwt_guard::__private::serde::Serializer::serialize_map(
                serializer,
                ::core::option::Option::None,
            )?;
            let claims = &mut object;
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "roles",
                &self.0.roles,
            )?;
            if !(::core::option::Option::is_none(&self.0.group)) {
                ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "groups",
                    &__AccessIn0In0Written(self.0),
                )?;
            }
            ::jwt_guard::__private::serde::ser::SerializeMap::end(object)
        }
    }
    struct __AccessIn0In0Written<'a>(&'a Access);
    impl ::jwt_guard::__private::serde::Serialize for __AccessIn0In0Written<'_> {
        fn serialize<S: ::jwt_guard::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let mut object = ::jwt_guard::__private::serde::Serializer::serialize_map(
                serializer,
                ::core::option::Option::None,
            )?;
            let claims = &mut object;
            if !(::core::option::Option::is_none(&self.0.group)) {
                ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "main",
                    &self.0.group,
                )?;
            }
            ::jwt_guard::__private::serde::ser::SerializeMap::end(object)
        }
    }
    struct __AccessIn1Written<'a>(&'a Access);
    impl ::jwt_guard::__private::serde::Serialize for __AccessIn1Written<'_> {
        fn serialize<S: ::jwt_guard::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let mut object = ::jwt_guard::__private::serde::Serializer::serialize_map(
                serializer,
                ::core::option::Option::None,
            )?;
            let claims = &mut object;
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "x",
                &__AccessWritesX(&self.0.x),
            )?;
            ::jwt_guard::__private::serde::ser::SerializeMap::end(object)
        }
    }
    struct __AccessIn2Written<'a>(&'a Access);
    impl ::jwt_guard::__private::serde::Serialize for __AccessIn2Written<'_> {
        fn serialize<S: ::jwt_guard::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            let mut object = ::jwt_guard::__private::serde::Serializer::serialize_map(
                serializer,
                ::core::option::Option::None,
            )?;
            let claims = &mut object;
            if !(::core::option::Option::is_none(&self.0.y)) {
                ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "y",
                    &self.0.y,
                )?;
            }
            ::jwt_guard::__private::serde::ser::SerializeMap::end(object)
        }
    }
    #[automatically_derived]
    impl ::jwt_guard::__private::ClaimSet for Access {
        const NAMES: &'static [&'static ::core::primitive::str] = &[
            "realm_access",
            "other",
            "optional",
        ];
        const REQUIRED: &'static [&'static ::core::primitive::str] = &[
            "realm_access.roles",
        ];
        type Partial = __AccessPartial;
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            found: &mut Self::Partial,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "realm_access" => {
                    ::jwt_guard::__private::serde::de::MapAccess::next_value_seed(
                        claims,
                        ::jwt_guard::__private::NestedClaimsReader(__AccessIn0(found)),
                    )?
                }
                "other" => {
                    ::jwt_guard::__private::serde::de::MapAccess::next_value_seed(
                        claims,
                        ::jwt_guard::__private::NestedClaimsReader(__AccessIn1(found)),
                    )?
                }
                "optional" => {
                    ::jwt_guard::__private::serde::de::MapAccess::next_value_seed(
                        claims,
                        ::jwt_guard::__private::NestedClaimsReader(__AccessIn2(found)),
                    )?
                }
                _ => return ::core::result::Result::Ok(false),
            }
            ::core::result::Result::Ok(true)
        }
        fn finish(
            found: Self::Partial,
        ) -> ::core::result::Result<Self, &'static ::core::primitive::str> {
            ::core::result::Result::Ok(Self {
                roles: match found.roles {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        return ::core::result::Result::Err("realm_access.roles");
                    }
                },
                group: match found.group {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => ::core::option::Option::None,
                },
                x: match found.x {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        <u8 as ::core::default::Default>::default()
                    }
                },
                y: match found.y {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => ::core::option::Option::None,
                },
            })
        }
        fn write<M: ::jwt_guard::__private::serde::ser::SerializeMap>(
            &self,
            claims: &mut M,
        ) -> ::core::result::Result<(), M::Error> {
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "realm_access",
                &__AccessIn0Written(self),
            )?;
            ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                claims,
                "other",
                &__AccessIn1Written(self),
            )?;
            if !(::core::option::Option::is_none(&self.y)) {
                ::jwt_guard::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "optional",
                    &__AccessIn2Written(self),
                )?;
            }
            ::core::result::Result::Ok(())
        }
        fn verify(&self) -> ::core::result::Result<(), &'static ::core::primitive::str> {
            if let ::core::option::Option::Some(value) = &self.group {
                ::jwt_guard::__private::verify(
                    "realm_access.groups.main",
                    value,
                    is_group,
                )?;
            }
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl<U: ::core::marker::Sync> ::jwt_guard::__private::FromUser<U> for Access {
        async fn from_user(
            _: &U,
        ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
            ::jwt_guard::__private::claims_without_setup()
        }
    }
};
