#[automatically_derived]
impl ::jwt_guard::__private::AuthConfig for Api {
    type Claims = Membership;
    type Users = Users;
    type Scopes = ::jwt_guard::__private::AnyScope;
    const NAME: &'static str = "Api";
    fn settings(&self) -> ::jwt_guard::__private::Settings {
        let mut settings = ::jwt_guard::__private::Settings::new(
            <Self as ::jwt_guard::__private::AuthConfig>::NAME,
        );
        settings.algorithm.supply(::jwt_guard::__private::Origin::Literal, "HS256");
        settings
            .issuer
            .supply(::jwt_guard::__private::Origin::Literal, "https://api.example.com");
        settings
            .audience
            .supply(::jwt_guard::__private::Origin::Literal, &["api", "admin"][..]);
        settings.access_ttl.supply(::jwt_guard::__private::Origin::Literal, "15m");
        settings.leeway.supply(::jwt_guard::__private::Origin::Literal, "0s");
        settings
            .secret
            .supply(
                ::jwt_guard::__private::Origin::FieldOfVariable {
                    field: "secret",
                    variable: "JWT_SECRET",
                },
                &self.secret,
            );
        settings
            .issuer
            .supply(
                ::jwt_guard::__private::Origin::FieldOfVariable {
                    field: "issuer",
                    variable: "JWT_ISSUER",
                },
                &self.issuer,
            );
        settings
            .leeway
            .supply(::jwt_guard::__private::Origin::Field("leeway"), &self.leeway);
        settings.use_preset();
        settings
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<Membership> for Api {
    fn part(claims: &Membership) -> &Membership {
        claims
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::MintsClaims<
    (dyn ::jwt_guard::__private::AnyClaims + 'static),
> for Api {
    fn part(claims: &Membership) -> &(dyn ::jwt_guard::__private::AnyClaims + 'static) {
        claims
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::SuppliesUser<
    <<Self as ::jwt_guard::__private::AuthConfig>::Users as ::jwt_guard::__private::UserBackend<
        <Self as ::jwt_guard::__private::AuthConfig>::Claims,
    >>::User,
> for Api {
    fn supply(
        user: <<Self as ::jwt_guard::__private::AuthConfig>::Users as ::jwt_guard::__private::UserBackend<
            <Self as ::jwt_guard::__private::AuthConfig>::Claims,
        >>::User,
    ) -> <<Self as ::jwt_guard::__private::AuthConfig>::Users as ::jwt_guard::__private::UserBackend<
        <Self as ::jwt_guard::__private::AuthConfig>::Claims,
    >>::User {
        user
    }
}
#[automatically_derived]
impl Api {
    /// Reads every field that names an environment variable, and reports all problems at once.
    pub(crate) fn from_env() -> ::core::result::Result<
        Self,
        ::jwt_guard::__private::ConfigError,
    > {
        Self::from_vars(::jwt_guard::__private::process_environment)
    }
    /// Reads every field that names a variable from any look-up, such as a map in a test, and reports all problems at once.
    pub(crate) fn from_vars(
        lookup: impl ::core::ops::Fn(
            &::core::primitive::str,
        ) -> ::core::option::Option<::std::string::String>,
    ) -> ::core::result::Result<Self, ::jwt_guard::__private::ConfigError> {
        let mut settings = ::jwt_guard::__private::Settings::new(
            <Self as ::jwt_guard::__private::AuthConfig>::NAME,
        );
        settings.algorithm.supply(::jwt_guard::__private::Origin::Literal, "HS256");
        settings
            .issuer
            .supply(::jwt_guard::__private::Origin::Literal, "https://api.example.com");
        settings
            .audience
            .supply(::jwt_guard::__private::Origin::Literal, &["api", "admin"][..]);
        settings.access_ttl.supply(::jwt_guard::__private::Origin::Literal, "15m");
        settings.leeway.supply(::jwt_guard::__private::Origin::Literal, "0s");
        let variables = ::jwt_guard::__private::Variables::new(&lookup);
        let secret: ::core::option::Option<Secret> = variables
            .read("JWT_SECRET", &mut settings.secret);
        let issuer: ::core::option::Option<Option<String>> = variables
            .read("JWT_ISSUER", &mut settings.issuer);
        let leeway: Option<Duration> = ::jwt_guard::__private::FieldDefault::field_default();
        settings.leeway.supply(::jwt_guard::__private::Origin::Field("leeway"), &leeway);
        settings.use_preset();
        match (secret, issuer) {
            (
                ::core::option::Option::Some(secret),
                ::core::option::Option::Some(issuer),
            ) => {
                settings.check()?;
                ::core::result::Result::Ok(Self {
                    secret: secret,
                    issuer: issuer,
                    leeway: leeway,
                })
            }
            _ => ::core::result::Result::Err(settings.problems()),
        }
    }
}
