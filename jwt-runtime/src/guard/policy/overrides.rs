//! `Overrides`: the settings of a handler that replace those of the configuration.

use jwt_syntax::http::token_location::TokenLocation;

use crate::config::{CsrfProtection, ErrorDetail, RevocationReach, UserLookup};
use crate::guard::policy::override_value::OverrideValue;

macro_rules! overrides {
    ($($(#[$doc:meta])* $name:ident: $type:ty;)*) => {
        /// The settings of a handler itself, as constant data that the attributes write.
        ///
        /// They take precedence over all other sources of settings.
        ///
        /// ```
        /// use jwt_guard::prelude::*;
        ///
        /// /// For the audience `admin` alone, with no tolerance for clock skew.
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
            /// No settings: the configuration applies.
            pub const NONE: Self = Self { $($name: None,)* };

            $(
                $(#[$doc])*
                #[must_use]
                pub const fn $name(mut self, value: $type) -> Self {
                    self.$name = Some(value);
                    self
                }
            )*

            /// The settings that are given, with their values.
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
    /// The tolerance for clock skew, in seconds.
    leeway: i64;
    /// `dangerously-off`: tokens of this service are accepted after they have expired.
    verify_exp: &'static str;
    /// Claims that a token must carry, besides `exp` and the subject.
    required_claims: &'static [&'static str];
    /// The locations that may hold the token.
    token_from: &'static [TokenLocation];
    /// The header that holds the token.
    header_name: &'static str;
    /// The prefixes of the token in the header; none for the token alone.
    header_prefixes: &'static [&'static str];
    /// The cookie that holds the token.
    cookie_access_name: &'static str;
    /// The query parameter that holds the token.
    query_name: &'static str;
    /// The prefix of the token in the query parameter.
    query_prefix: &'static str;
    /// The member of a JSON body that holds the token.
    json_key: &'static str;
    /// The field of a form that holds the token.
    form_key: &'static str;
    /// The CSRF protection of requests with a token in a cookie.
    csrf: CsrfProtection;
    /// The header with the CSRF value.
    csrf_header: &'static str;
    /// The cookie that an error names as the source of the CSRF value; a login sets the cookie of the configuration.
    csrf_cookie: &'static str;
    /// The form field with the CSRF value.
    csrf_field: &'static str;
    /// The methods that need the CSRF value.
    csrf_methods: &'static [&'static str];
    /// Origins beside that of the service whose pages may send requests with cookies.
    trusted_origins: &'static [&'static str];
    /// The realm of the challenge.
    realm: &'static str;
    /// Which refusals have a challenge, or its scheme.
    challenge: &'static str;
    /// How much a refusal tells about a token.
    error_detail: ErrorDetail;
    /// How much of a body is read for a token or a CSRF value, in bytes.
    max_body_bytes: usize;
    /// When the user of a token is looked up.
    user_lookup: UserLookup;
    /// Whether revoked access tokens are refused.
    revocation: RevocationReach;
    /// Where a browser is redirected instead of receiving a 401.
    login_redirect: &'static str;
}

impl Default for Overrides {
    fn default() -> Self {
        Self::NONE
    }
}
