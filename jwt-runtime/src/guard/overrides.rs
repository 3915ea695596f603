//! What one handler has otherwise than its configuration.

use jwt_syntax::place::Place;

macro_rules! overrides {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {
        /// The settings that a handler gives itself: constant data, which the attributes write.
        ///
        /// They are stronger than all other sources of settings.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub struct Overrides {
            $(pub(crate) $name: Option<$type>,)*
        }

        impl Overrides {
            /// None: everything is as the configuration has it.
            pub const NONE: Self = Self { $($name: None,)* };

            $(
                $(#[$doc])*
                #[must_use]
                pub const fn $name(mut self, value: $type) -> Self {
                    self.$name = Some(value);
                    self
                }
            )*
        }

        #[cfg(test)]
        mod tests {
            #[test]
            fn every_override_is_a_setting() {
                for name in [$(stringify!($name)),*] {
                    assert!(jwt_syntax::setting::setting(name).is_some(), "{name}");
                }
            }
        }
    };
}

overrides! {
    /// The issuer whose tokens are accepted.
    issuer: &'static str;
    /// The audiences one of which a token must name.
    audience: &'static [&'static str];
    /// By how much clocks may differ, in seconds.
    leeway: i64;
    /// Claims that a token must carry, besides `exp` and the subject.
    required_claims: &'static [&'static str];
    /// Where the token may stand.
    token_from: &'static [Place];
    /// The header that holds the token.
    header_name: &'static str;
    /// What stands before the token in the header; none for the token alone.
    header_prefixes: &'static [&'static str];
    /// The cookie that holds the token.
    cookie_access_name: &'static str;
    /// The query parameter that holds the token.
    query_name: &'static str;
    /// What stands before the token in the query parameter.
    query_prefix: &'static str;
    /// The member of a JSON body that holds the token.
    json_key: &'static str;
    /// The field of a form that holds the token.
    form_key: &'static str;
    /// The realm of the challenge.
    realm: &'static str;
    /// Where browsers are sent instead of 401.
    login_redirect: &'static str;
}

impl Default for Overrides {
    fn default() -> Self {
        Self::NONE
    }
}
