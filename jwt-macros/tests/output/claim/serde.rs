const _: () = {
    #[derive(::core::default::Default)]
    pub struct __MembershipPartial {
        a: ::core::option::Option<Option<u8>>,
        b: ::core::option::Option<u8>,
        c: ::core::option::Option<Option<u8>>,
        d: ::core::option::Option<Option<u8>>,
    }
    struct __MembershipReadsA;
    impl<'de> crate::jwt::__private::serde::de::DeserializeSeed<'de>
    for __MembershipReadsA {
        type Value = Option<u8>;
        fn deserialize<D: crate::jwt::__private::serde::Deserializer<'de>>(
            self,
            claim: D,
        ) -> ::core::result::Result<Option<u8>, D::Error> {
            as_text::deserialize(claim)
        }
    }
    struct __MembershipReadsB;
    impl<'de> crate::jwt::__private::serde::de::DeserializeSeed<'de>
    for __MembershipReadsB {
        type Value = u8;
        fn deserialize<D: crate::jwt::__private::serde::Deserializer<'de>>(
            self,
            claim: D,
        ) -> ::core::result::Result<u8, D::Error> {
            read(claim)
        }
    }
    struct __MembershipReadsD;
    impl<'de> crate::jwt::__private::serde::de::DeserializeSeed<'de>
    for __MembershipReadsD {
        type Value = Option<u8>;
        fn deserialize<D: crate::jwt::__private::serde::Deserializer<'de>>(
            self,
            claim: D,
        ) -> ::core::result::Result<Option<u8>, D::Error> {
            read(claim)
        }
    }
    struct __MembershipWritesA<'a>(&'a Option<u8>);
    impl crate::jwt::__private::serde::Serialize for __MembershipWritesA<'_> {
        fn serialize<S: crate::jwt::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            as_text::serialize(self.0, serializer)
        }
    }
    struct __MembershipWritesB<'a>(&'a u8);
    impl crate::jwt::__private::serde::Serialize for __MembershipWritesB<'_> {
        fn serialize<S: crate::jwt::__private::serde::Serializer>(
            &self,
            serializer: S,
        ) -> ::core::result::Result<S::Ok, S::Error> {
            write(self.0, serializer)
        }
    }
    #[automatically_derived]
    impl crate::jwt::__private::ClaimSet for Membership {
        const NAMES: &'static [&'static ::core::primitive::str] = &["a", "b", "c", "d"];
        const REQUIRED: &'static [&'static ::core::primitive::str] = &["b"];
        type Partial = __MembershipPartial;
        fn read<'de, A: crate::jwt::__private::serde::de::MapAccess<'de>>(
            found: &mut Self::Partial,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            match name {
                "a" => {
                    found.a = ::core::option::Option::Some(
                        crate::jwt::__private::serde::de::MapAccess::next_value_seed(
                            claims,
                            __MembershipReadsA,
                        )?,
                    );
                }
                "b" => {
                    found.b = ::core::option::Option::Some(
                        crate::jwt::__private::serde::de::MapAccess::next_value_seed(
                            claims,
                            __MembershipReadsB,
                        )?,
                    );
                }
                "c" => {
                    found.c = ::core::option::Option::Some(
                        crate::jwt::__private::serde::de::MapAccess::next_value::<
                            Option<u8>,
                        >(claims)?,
                    );
                }
                "d" => {
                    found.d = ::core::option::Option::Some(
                        crate::jwt::__private::serde::de::MapAccess::next_value_seed(
                            claims,
                            __MembershipReadsD,
                        )?,
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
                a: match found.a {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => ::core::option::Option::None,
                },
                b: match found.b {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        return ::core::result::Result::Err("b");
                    }
                },
                c: match found.c {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => ::core::option::Option::None,
                },
                d: match found.d {
                    ::core::option::Option::Some(value) => value,
                    ::core::option::Option::None => {
                        <Option<u8> as ::core::default::Default>::default()
                    }
                },
            })
        }
        fn write<M: crate::jwt::__private::serde::ser::SerializeMap>(
            &self,
            claims: &mut M,
        ) -> ::core::result::Result<(), M::Error> {
            if !(::core::option::Option::is_none(&self.a)) {
                crate::jwt::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "a",
                    &__MembershipWritesA(&self.a),
                )?;
            }
            if !(is_zero(&self.b)) {
                crate::jwt::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "b",
                    &__MembershipWritesB(&self.b),
                )?;
            }
            if !(keep(&self.c)) {
                crate::jwt::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "c",
                    &self.c,
                )?;
            }
            if !(::core::option::Option::is_none(&self.d)) {
                crate::jwt::__private::serde::ser::SerializeMap::serialize_entry(
                    claims,
                    "d",
                    &self.d,
                )?;
            }
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl<U: ::core::marker::Sync> crate::jwt::__private::FromUser<U> for Membership {
        async fn from_user(
            _: &U,
        ) -> ::core::result::Result<Self, crate::jwt::__private::BackendError> {
            crate::jwt::__private::claims_without_setup()
        }
    }
};
