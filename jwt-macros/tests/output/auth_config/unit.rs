#[automatically_derived]
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
        settings.use_preset();
        settings
    }
}
#[automatically_derived]
impl ::renamed::__private::MintsClaims<::renamed::__private::NoClaims> for Api {
    fn part(claims: &::renamed::__private::NoClaims) -> &::renamed::__private::NoClaims {
        claims
    }
}
#[automatically_derived]
impl ::renamed::__private::MintsClaims<(dyn ::renamed::__private::AnyClaims + 'static)>
for Api {
    fn part(
        claims: &::renamed::__private::NoClaims,
    ) -> &(dyn ::renamed::__private::AnyClaims + 'static) {
        claims
    }
}
