#[automatically_derived]
impl ::jwt_guard::__private::AuthConfig for Api {
    type Claims = Membership;
    type Users = ::jwt_guard::__private::NoUsers;
    type Scopes = ::jwt_guard::__private::AnyScope;
    const NAME: &'static str = "Api";
    fn settings(&self) -> ::jwt_guard::__private::Settings {
        ::core::unreachable!()
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
        ::core::unreachable!()
    }
}
::core::compile_error! {
    "`#[auth(..)]` has no option `isuer` here\n  = help: did you mean `issuer`?"
}
