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
            .issuer
            .supply(
                ::jwt_guard::__private::Origin::FieldOfVariable {
                    field: "issuer",
                    variable: "URL",
                },
                &self.issuer,
            );
        settings
            .audience
            .supply(
                ::jwt_guard::__private::Origin::FieldOfVariable {
                    field: "audience",
                    variable: "URL",
                },
                &self.audience,
            );
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
#[automatically_derived]
impl Api {
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
        let issuer: ::core::option::Option<String> = variables
            .read("URL", &mut settings.issuer);
        let audience: ::core::option::Option<String> = variables
            .read("URL", &mut settings.audience);
        settings.use_preset();
        match (issuer, audience) {
            (
                ::core::option::Option::Some(issuer),
                ::core::option::Option::Some(audience),
            ) => {
                settings.check()?;
                ::core::result::Result::Ok(Self {
                    issuer: issuer,
                    audience: audience,
                })
            }
            _ => ::core::result::Result::Err(settings.problems()),
        }
    }
}
