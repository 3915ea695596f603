#[automatically_derived]
impl ::jwt_guard::__private::AuthConfig for Api {
    type Claims = ::jwt_guard::__private::NoClaims;
    type Users = ::jwt_guard::__private::NoUsers;
    type Scopes = ::jwt_guard::__private::AnyScope;
    const NAME: &'static str = "Api";
    fn settings(&self) -> ::jwt_guard::__private::Settings {
        let mut settings = ::jwt_guard::__private::Settings::new(
            <Self as ::jwt_guard::__private::AuthConfig>::NAME,
        );
        settings
            .secret
            .supply(::jwt_guard::__private::Origin::Field("secret"), &self.secret);
        settings.use_preset();
        settings
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<::jwt_guard::__private::NoClaims> for Api {
    fn part(
        claims: &::jwt_guard::__private::NoClaims,
    ) -> &::jwt_guard::__private::NoClaims {
        claims
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<
    (dyn ::jwt_guard::__private::AnyClaims + 'static),
> for Api {
    fn part(
        claims: &::jwt_guard::__private::NoClaims,
    ) -> &(dyn ::jwt_guard::__private::AnyClaims + 'static) {
        claims
    }
}
