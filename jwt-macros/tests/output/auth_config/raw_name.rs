#[automatically_derived]
impl ::jwt_guard::__private::AuthConfig for r#type {
    type Claims = ::jwt_guard::__private::NoClaims;
    type Users = ::jwt_guard::__private::NoUsers;
    type Scopes = ::jwt_guard::__private::AnyScope;
    const NAME: &'static str = "type";
    fn settings(&self) -> ::jwt_guard::__private::Settings {
        let mut settings = ::jwt_guard::__private::Settings::new(
            <Self as ::jwt_guard::__private::AuthConfig>::NAME,
        );
        settings
            .secret
            .supply(
                ::jwt_guard::__private::Origin::FieldOfVariable {
                    field: "secret",
                    variable: "JWT_SECRET",
                },
                &self.r#secret,
            );
        settings.use_preset();
        settings
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<::jwt_guard::__private::NoClaims> for r#type {
    fn part(
        claims: &::jwt_guard::__private::NoClaims,
    ) -> &::jwt_guard::__private::NoClaims {
        claims
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<
    (dyn ::jwt_guard::__private::AnyClaims + 'static),
> for r#type {
    fn part(
        claims: &::jwt_guard::__private::NoClaims,
    ) -> &(dyn ::jwt_guard::__private::AnyClaims + 'static) {
        claims
    }
}
#[automatically_derived]
impl r#type {
    /// Reads every field that names an environment variable, and reports all problems at once.
    fn from_env() -> ::core::result::Result<Self, ::jwt_guard::__private::ConfigError> {
        Self::from_vars(::jwt_guard::__private::process_environment)
    }
    /// Reads every field that names a variable from any look-up, such as a map in a test, and reports all problems at once.
    fn from_vars(
        lookup: impl ::core::ops::Fn(
            &::core::primitive::str,
        ) -> ::core::option::Option<::std::string::String>,
    ) -> ::core::result::Result<Self, ::jwt_guard::__private::ConfigError> {
        let mut settings = ::jwt_guard::__private::Settings::new(
            <Self as ::jwt_guard::__private::AuthConfig>::NAME,
        );
        let variables = ::jwt_guard::__private::Variables::new(&lookup);
        let secret: ::core::option::Option<Secret> = variables
            .read("JWT_SECRET", &mut settings.secret);
        settings.use_preset();
        match (secret,) {
            (::core::option::Option::Some(secret),) => {
                settings.check()?;
                ::core::result::Result::Ok(Self { r#secret: secret })
            }
            _ => ::core::result::Result::Err(settings.problems()),
        }
    }
}
