//! What `#[derive(AuthConfig)]` expands to.

use jwt_syntax::setting::SETTINGS;

use super::{assert_refused, expand, implemented};
use crate::{derive::auth_config::derive as auth_config, snapshot::assert_expansion};

#[track_caller]
fn expands(name: &str, source: &str) {
    let expansion = expand(auth_config, source);
    assert!(super::messages(expansion.clone()).is_empty(), "{expansion}");
    assert_expansion(&format!("auth_config/{name}"), expansion);
}

#[test]
fn literals_and_fields_supply_settings() {
    expands(
        "full",
        r#"
        #[auth(algorithm = "HS256", issuer = "https://api.example.com", audience = ["api", "admin"])]
        #[auth(access_ttl = "15m", leeway = "0s", claims = Membership, users = Users)]
        pub(crate) struct Api {
            #[auth(env = "JWT_SECRET")]
            secret: Secret,
            #[auth(env = "JWT_ISSUER")]
            issuer: Option<String>,
            leeway: Option<Duration>,
        }"#,
    );
}

#[test]
fn a_configuration_without_variables_is_a_plain_struct() {
    expands("plain", "struct Api { secret: Secret }");
}

#[test]
fn a_configuration_may_have_no_fields() {
    expands(
        "unit",
        r#"#[auth(audience = "api", crate = ::renamed)] pub struct Api;"#,
    );
}

#[test]
fn generics_are_carried_through() {
    expands(
        "generic",
        r#"
        #[auth(claims = tenant::Claims<T, u8>, users = Users<T>)]
        struct Api<T: Tenant> where T: Copy { #[auth(env = "JWT_SECRET")] secret: T::Secret }"#,
    );
}

#[test]
fn a_type_may_stand_in_quotes() {
    expands(
        "generic",
        r#"
        #[auth(claims = "tenant::Claims<T, u8>", users = "Users<T>")]
        struct Api<T: Tenant> where T: Copy { #[auth(env = "JWT_SECRET")] secret: T::Secret }"#,
    );
    expands(
        "unit",
        r#"#[auth(audience = "api", crate = "::renamed")] pub struct Api;"#,
    );
}

#[test]
fn a_raw_name_is_the_same_setting() {
    expands(
        "raw_name",
        r#"struct r#type { #[auth(env = "JWT_SECRET")] r#secret: Secret }"#,
    );
}

#[test]
fn the_same_value_may_supply_two_settings() {
    expands(
        "one_variable",
        r#"struct Api {
            #[auth(env = "URL")] issuer: String,
            #[auth(env = "URL")] audience: String,
        }"#,
    );
}

#[test]
fn values_from_a_macro_are_read() {
    // A `macro_rules!` fragment arrives between invisible delimiters.
    use proc_macro2::{Delimiter, Group, TokenTree};
    use quote::quote;
    let fragment = |tokens| TokenTree::from(Group::new(Delimiter::None, tokens));
    let (issuer, claims) = (fragment(quote!("me")), fragment(quote!(a::Membership)));
    let expansion = auth_config(quote! {
        #[auth(issuer = #issuer, claims = #claims)]
        struct Api { #[auth(env = "JWT_SECRET")] secret: Secret }
    });
    assert_eq!(super::messages(expansion), [""; 0]);
}

#[test]
fn every_limit_is_itself_allowed() {
    for options in [
        r#"access_ttl = "1s""#,
        r#"access_ttl = "24h""#,
        r#"leeway = "0s""#,
        r#"leeway = "5m""#,
        r#"algorithm = "HS384""#,
        r#"algorithm = "HS512""#,
        r#"audience = ["one"]"#,
        "",
    ] {
        let expansion = expand(auth_config, &format!("#[auth({options})] struct Api;"));
        assert_eq!(super::messages(expansion), [""; 0], "{options}");
    }
}

#[test]
fn several_types_of_claims_are_parts_of_all() {
    expands(
        "composed",
        r#"#[auth(claims = (Membership, plan::Plan), extra_verifications(is_open, team::has_seats))]
        struct Api { secret: Secret }"#,
    );
}

#[test]
fn a_refused_configuration_keeps_its_impls() {
    for source in [
        r#"#[auth(algorithm = "none")] struct Api { #[auth(env = "JWT_SECRET")] secret: Secret }"#,
        "struct Api { seecret: Secret }",
        "struct Api(Secret);",
        "enum Api {}",
    ] {
        assert_eq!(
            implemented(expand(auth_config, source)),
            ["AuthConfig", "MintsClaims", "MintsClaims", "-"],
            "{source}"
        );
    }
    let source = r#"#[auth(claims = Membership, isuer = "x")] struct Api { #[auth(env = "S")] secret: Secret }"#;
    assert_expansion("auth_config/refused", expand(auth_config, source));
}

/// What has to stand beside the example of a setting, so that it means something.
fn needed_by(name: &str) -> &'static str {
    match name {
        "token_delivery" | "cookie_max_age" | "cookie_refresh_name" => ", token_from(cookie)",
        name if name.starts_with("csrf_refresh_") => ", token_from(cookie)",
        name if name.starts_with("query_refresh_") => ", token_from(query)",
        "cookie_domain" | "cookie_path" => {
            r#", cookie_access_name = "__Secure-token", csrf_cookie = "__Secure-csrf""#
        }
        "key_per_user" | "user_lookup" => ", users = Users",
        "implicit_refresh" => ", users = Users, token_from(cookie)",
        "cookie_split_signature_name" => r#", cookie_split = "on""#,
        _ => "",
    }
}

#[test]
fn the_example_of_every_setting_is_right() {
    for setting in SETTINGS {
        let (name, example) = (setting.name, setting.example);
        let source = match setting.is_literal() {
            true if example.starts_with(name) => format!("#[auth({example})] struct Api;"),
            true => {
                let needed = needed_by(name);
                format!("#[auth({name} = {example}{needed})] struct Api;")
            }
            false => format!("struct Api {{ algorithm: Algorithm, {example} }}"),
        };
        assert_refused(auth_config, &source, []);
    }
}
