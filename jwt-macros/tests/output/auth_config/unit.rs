#[automatically_derived]
#[allow(unused_qualifications)]
impl ::renamed::__private::AuthConfig for Api {
    type Claims = ::renamed::__private::NoClaims;
    type Users = ::renamed::__private::NoUsers;
    type Scopes = ::renamed::__private::AnyScope;
    const NAME: &'static str = "Api";
    fn settings(&self) -> ::renamed::__private::Settings {
        let mut settings = ::renamed::__private::Settings::new(
            <Self as ::renamed::__private::AuthConfig>::NAME,
        );
        settings.audience.supply(::renamed::__private::Origin::Literal, "api");
        settings
    }
}
#[automatically_derived]
#[allow(unused_qualifications)]
impl ::renamed::__private::MintsClaims<::renamed::__private::NoClaims> for Api {
    fn share(
        verified: &::std::sync::Arc<
            ::renamed::__private::Verified<::renamed::__private::NoClaims>,
        >,
    ) -> ::std::sync::Arc<
        ::renamed::__private::Verified<::renamed::__private::NoClaims>,
    > {
        ::core::clone::Clone::clone(verified)
    }
}
#[automatically_derived]
#[allow(unused_qualifications)]
impl ::renamed::__private::MintsClaims<dyn ::renamed::__private::AnyClaims> for Api {
    fn share(
        verified: &::std::sync::Arc<
            ::renamed::__private::Verified<::renamed::__private::NoClaims>,
        >,
    ) -> ::std::sync::Arc<
        ::renamed::__private::Verified<dyn ::renamed::__private::AnyClaims>,
    > {
        let shared: ::std::sync::Arc<
            ::renamed::__private::Verified<::renamed::__private::NoClaims>,
        > = ::core::clone::Clone::clone(verified);
        shared
    }
}
