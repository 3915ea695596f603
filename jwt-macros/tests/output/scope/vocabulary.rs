#[automatically_derived]
impl Permission {
    /// All scopes that there are, in the order in which they are declared.
    pub(crate) const ALL: &'static [Self] = &[
        Self::UserRead,
        #[cfg(feature = "teams")]
        Self::TeamRead,
    ];
    /// The scope as tokens carry it.
    #[must_use]
    pub(crate) const fn as_str(&self) -> &'static ::core::primitive::str {
        match *self {
            Self::UserRead => "user:read",
            #[cfg(feature = "teams")]
            Self::TeamRead => "team:{team}:read",
        }
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::Vocabulary for Permission {
    const SCOPES: ::core::option::Option<&'static [&'static ::core::primitive::str]> = ::core::option::Option::Some(
        &["user:read", #[cfg(feature = "teams")] "team:{team}:read"],
    );
}
#[automatically_derived]
impl ::jwt_guard::__private::Contains<316614111781176568462863998855465111300u128>
for Permission {}
#[cfg(feature = "teams")]
#[automatically_derived]
impl ::jwt_guard::__private::Contains<184845462723505842659086756006171498116u128>
for Permission {}
#[automatically_derived]
impl ::core::fmt::Display for Permission {
    fn fmt(&self, f: &mut ::core::fmt::Formatter<'_>) -> ::core::fmt::Result {
        f.pad(self.as_str())
    }
}
#[automatically_derived]
impl ::core::convert::AsRef<::core::primitive::str> for Permission {
    fn as_ref(&self) -> &::core::primitive::str {
        self.as_str()
    }
}
#[automatically_derived]
impl ::core::str::FromStr for Permission {
    type Err = ::jwt_guard::__private::UnknownScope;
    fn from_str(
        scope: &::core::primitive::str,
    ) -> ::core::result::Result<Self, ::jwt_guard::__private::UnknownScope> {
        match scope {
            "user:read" => ::core::result::Result::Ok(Self::UserRead),
            #[cfg(feature = "teams")]
            "team:{team}:read" => ::core::result::Result::Ok(Self::TeamRead),
            _ => {
                ::core::result::Result::Err(
                    ::jwt_guard::__private::UnknownScope::new(
                        scope,
                        "Permission",
                        &["user:read", #[cfg(feature = "teams")] "team:{team}:read"],
                    ),
                )
            }
        }
    }
}
#[automatically_derived]
impl ::core::convert::From<Permission> for &'static ::core::primitive::str {
    fn from(scope: Permission) -> Self {
        ::core::convert::Into::into(scope.as_str())
    }
}
#[automatically_derived]
impl ::core::convert::From<Permission> for ::std::string::String {
    fn from(scope: Permission) -> Self {
        ::core::convert::Into::into(scope.as_str())
    }
}
#[automatically_derived]
impl ::core::convert::From<Permission> for ::std::boxed::Box<::core::primitive::str> {
    fn from(scope: Permission) -> Self {
        ::core::convert::Into::into(scope.as_str())
    }
}
#[automatically_derived]
impl ::core::convert::From<Permission> for ::jwt_guard::__private::Scope {
    fn from(scope: Permission) -> Self {
        ::jwt_guard::__private::Scope::checked(scope.as_str())
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::CheckedScope for Permission {}
