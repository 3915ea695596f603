//! Attributes of cookies: those that browsers reject are rejected at start-up.

use super::*;

#[derive(AuthConfig, Default)]
struct Attributes {
    secret: Option<Secret>,
    token_from: Option<String>,
    token_delivery: Option<String>,
    cookie_access_name: Option<String>,
    csrf_cookie: Option<String>,
    cookie_domain: Option<String>,
    cookie_path: Option<String>,
    cookie_secure: Option<bool>,
    cookie_same_site: Option<String>,
    cookie_partitioned: Option<bool>,
    cookie_split_signature_name: Option<String>,
    trusted_origins: Option<Vec<String>>,
}

#[test]
fn cookies_that_browsers_refuse_are_refused_at_the_start() {
    type Set = fn(&mut Attributes);
    let cases: [(Set, &str); 11] = [
        (
            |c| c.cookie_domain = Some("example.com".into()),
            "`cookie_domain`",
        ),
        (|c| c.cookie_path = Some("/app".into()), "`cookie_path`"),
        (
            |c| c.cookie_path = Some("app".into()),
            "does not begin with `/`",
        ),
        (
            |c| c.cookie_domain = Some("localhost".into()),
            "is no domain",
        ),
        (|c| c.cookie_secure = Some(false), "`cookie_secure`"),
        (
            |c| {
                c.cookie_access_name = Some("token".into());
                c.csrf_cookie = Some("csrf".into());
                c.cookie_secure = Some(false);
                c.cookie_same_site = Some("None".into());
            },
            "`cookie_same_site`",
        ),
        (
            |c| {
                c.cookie_access_name = Some("token".into());
                c.csrf_cookie = Some("csrf".into());
                c.cookie_secure = Some(false);
                c.cookie_partitioned = Some(true);
            },
            "`cookie_partitioned`",
        ),
        (
            |c| c.csrf_cookie = Some("__host-Access_Token".into()),
            "found `__host-Access_Token`, as in `cookie_access_name`",
        ),
        (
            |c| c.cookie_split_signature_name = Some("sig".into()),
            "`cookie_split` is off",
        ),
        (
            |c| c.trusted_origins = Some(vec!["https://a.example/".into()]),
            "without a path",
        ),
        (
            |c| {
                c.token_from = Some("header".into());
                c.token_delivery = Some("cookie".into());
            },
            "no token is read from a cookie",
        ),
    ];
    for (set, expected) in cases {
        let mut config = Attributes {
            secret: Some(SECRET.into()),
            token_from: Some("cookie".into()),
            ..Attributes::default()
        };
        assert!(config.settings().check().is_ok());
        set(&mut config);
        let error = config.settings().check().unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}
