#[automatically_derived]
impl<T: Tenant> ::jwt_guard::__private::AuthConfig for Api<T>
where
    T: Copy,
{
    type Claims = tenant::Claims<T, u8>;
    type Users = Users<T>;
    type Scopes = ::jwt_guard::__private::AnyScope;
    const NAME: &'static str = "Api";
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
                &self.secret,
            );
        settings.use_preset();
        settings
    }
}
#[automatically_derived]
impl<T: Tenant> ::jwt_guard::__private::MintsClaims<tenant::Claims<T, u8>> for Api<T>
where
    T: Copy,
{
    fn part(claims: &tenant::Claims<T, u8>) -> &tenant::Claims<T, u8> {
        claims
    }
}
#[automatically_derived]
impl<
    T: Tenant,
> ::jwt_guard::__private::MintsClaims<(dyn ::jwt_guard::__private::AnyClaims + 'static)>
for Api<T>
where
    T: Copy,
{
    fn part(
        claims: &tenant::Claims<T, u8>,
    ) -> &(dyn ::jwt_guard::__private::AnyClaims + 'static) {
        claims
    }
}
#[automatically_derived]
impl<
    T: Tenant,
> ::jwt_guard::__private::SuppliesUser<
    <<Self as ::jwt_guard::__private::AuthConfig>::Users as ::jwt_guard::__private::UserBackend<
        <Self as ::jwt_guard::__private::AuthConfig>::Claims,
    >>::User,
> for Api<T>
where
    T: Copy,
{
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
impl<T: Tenant> Api<T>
where
    T: Copy,
{
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
        let secret: ::core::option::Option<T::Secret> = variables
            .read("JWT_SECRET", &mut settings.secret);
        settings.use_preset();
        match (secret,) {
            (::core::option::Option::Some(secret),) => {
                settings.check()?;
                ::core::result::Result::Ok(Self { secret: secret })
            }
            _ => ::core::result::Result::Err(settings.problems()),
        }
    }
}
