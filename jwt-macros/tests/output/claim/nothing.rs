const _: () = {
    #[derive(::core::default::Default)]
    pub struct __NothingPartial {}
    #[automatically_derived]
    impl ::jwt_guard::__private::ClaimSet for Nothing {
        const NAMES: &'static [&'static ::core::primitive::str] = &[];
        const REQUIRED: &'static [&'static ::core::primitive::str] = &[];
        type Partial = __NothingPartial;
        fn read<'de, A: ::jwt_guard::__private::serde::de::MapAccess<'de>>(
            found: &mut Self::Partial,
            name: &::core::primitive::str,
            claims: &mut A,
        ) -> ::core::result::Result<::core::primitive::bool, A::Error> {
            let _ = (found, name, claims);
            ::core::result::Result::Ok(false)
        }
        fn finish(
            found: Self::Partial,
        ) -> ::core::result::Result<Self, &'static ::core::primitive::str> {
            ::core::result::Result::Ok(Self {})
        }
        fn write<M: ::jwt_guard::__private::serde::ser::SerializeMap>(
            &self,
            claims: &mut M,
        ) -> ::core::result::Result<(), M::Error> {
            let _ = claims;
            ::core::result::Result::Ok(())
        }
    }
    #[automatically_derived]
    impl<U: ::core::marker::Sync> ::jwt_guard::__private::FromUser<U> for Nothing {
        async fn from_user(
            _: &U,
        ) -> ::core::result::Result<Self, ::jwt_guard::__private::BackendError> {
            ::jwt_guard::__private::claims_without_setup()
        }
    }
};
