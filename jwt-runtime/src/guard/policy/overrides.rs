//! What one handler has otherwise than its configuration.

use jwt_syntax::http::token_location::TokenLocation;

use crate::config::{CsrfProtection, RevocationReach};
use crate::guard::policy::override_value::OverrideValue;

macro_rules! overrides {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {
        /// The settings that a handler gives itself: constant data, which the attributes write.
        ///
        /// They are stronger than all other sources of settings.
        ///
        /// ```
        /// use jwt_guard::prelude::*;
        ///
        /// /// Admins alone, no matter for whom the other handlers are, and not a second too late.
        /// #[protected(audience = "admin", leeway = "0s")]
        /// async fn shut_down() {}
        ///
        /// # #[derive(AuthConfig)]
        /// # struct Api { secret: Secret }
        /// let app = GuardedRouter::<Auth<Api>>::new().route("/shut-down", post(shut_down));
        /// assert!(app.manifest().to_string().contains(r#"audience = ["admin"], leeway = "0s""#));
        /// ```
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

            /// The names of those that are given, and their values.
            pub(crate) fn given(&self) -> impl Iterator<Item = (&'static str, OverrideValue)> {
                [$((stringify!($name), self.$name.map(OverrideValue::from))),*]
                    .into_iter()
                    .filter_map(|(name, value)| Some((name, value?)))
            }
        }

        #[cfg(test)]
        mod tests {
            use jwt_syntax::setting::SETTINGS;

            #[test]
            fn exactly_those_settings_can_be_given_that_the_table_says() {
                let mut names = vec![$(stringify!($name)),*];
                let table = SETTINGS.iter().filter(|setting| setting.on_handler);
                let mut table: Vec<_> = table.map(|setting| setting.name).collect();
                names.sort_unstable();
                table.sort_unstable();
                assert_eq!(names, table);
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
    /// `dangerously-off`: a token of this service may have expired.
    verify_exp: &'static str;
    /// Claims that a token must carry, besides `exp` and the subject.
    required_claims: &'static [&'static str];
    /// Where the token may stand.
    token_from: &'static [TokenLocation];
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
    /// What a request with a token in a cookie must show.
    csrf: CsrfProtection;
    /// The header with the value that such a request must show.
    csrf_header: &'static str;
    /// The cookie that a refusal names as the place of that value; login sets the one of the configuration.
    csrf_cookie: &'static str;
    /// The form field with the value.
    csrf_field: &'static str;
    /// The methods that need the value.
    csrf_methods: &'static [&'static str];
    /// Origins whose pages may send such requests, besides the service's own.
    trusted_origins: &'static [&'static str];
    /// The realm of the challenge.
    realm: &'static str;
    /// Whether revoked access tokens are refused.
    revocation: RevocationReach;
    /// Where browsers are sent instead of 401.
    login_redirect: &'static str;
}

impl Default for Overrides {
    fn default() -> Self {
        Self::NONE
    }
}
