#[automatically_derived]
impl Permission {
    /// All scopes that there are, in the order in which they are declared.
    const ALL: &'static [Self] = &[Self::B];
    /// The scope as tokens carry it.
    #[must_use]
    const fn as_str(&self) -> &'static ::core::primitive::str {
        match *self {
            Self::B => "b",
            _ => "",
        }
    }
}
#[automatically_derived]
impl ::jwt_guard::__private::Vocabulary for Permission {
    const SCOPES: ::core::option::Option<&'static [&'static ::core::primitive::str]> = ::core::option::Option::Some(
        &["b"],
    );
}
#[automatically_derived]
impl<const __F: u128> ::jwt_guard::__private::Contains<__F> for Permission {}
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
            "b" => ::core::result::Result::Ok(Self::B),
            _ => {
                ::core::result::Result::Err(
                    ::jwt_guard::__private::UnknownScope::new(
                        scope,
                        "Permission",
                        &["b"],
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
::core::compile_error! {
    "' ' at byte 1 has no place in a scope; a segment is made of letters, digits and `_ - . / + ~ @`, and `:` stands between segments; every scope is a literal of its own\n  | \"a b\"\n  |   ^\n  = help: write \"a\", \"b\""
}
