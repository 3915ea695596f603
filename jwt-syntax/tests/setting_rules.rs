//! The rules between settings: what each finds, whom it blames, and that it says nothing while something is not known.

#![allow(
    clippy::panic,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    reason = "a test that panics has failed"
)]

use jwt_syntax::setting::{
    Contradiction, Fact, KnownValue, SettingKey, SettingText, SettingType, SettingsView,
    contradictions, contradictions_of_handler, setting,
};

/// Settings as texts, entries of lists with commas between them; and what holds beside them.
#[derive(Clone, Default)]
struct Texts {
    given: Vec<(&'static str, &'static str)>,
    /// Those that are given so that no other rule has anything to say.
    beside: Vec<&'static str>,
    unknown: Option<&'static str>,
    facts: Vec<(Fact, bool)>,
    claims: &'static [&'static str],
    /// Whether nothing is known of a setting that is not given.
    of_handler: bool,
}

impl SettingsView for Texts {
    fn value<T: SettingType>(&self, setting: SettingKey<T>) -> KnownValue<T> {
        if self.unknown == Some(setting.name()) {
            return KnownValue::Unknown;
        }
        let given = self.given.iter().find(|(name, _)| *name == setting.name());
        let Some((name, text)) = given else {
            return match self.of_handler {
                true => KnownValue::Unknown,
                false => KnownValue::Default,
            };
        };
        let texts: Vec<_> = text.split(',').collect();
        let written = match setting.kind().is_list() {
            true => SettingText::List(&texts),
            false => SettingText::Text(text),
        };
        match setting.read(written) {
            Ok(value) => KnownValue::Given(value),
            Err(wrong) => panic!("`{name}` is wrong by itself: {wrong:?}"),
        }
    }

    fn is_given(&self, name: &str) -> Option<bool> {
        assert!(setting(name).is_some(), "`{name}` is no setting");
        let is_known = self.unknown != Some(name);
        is_known.then(|| self.given.iter().any(|(given, _)| *given == name))
    }

    fn holds(&self, fact: Fact) -> Option<bool> {
        let fact = self.facts.iter().find(|(known, _)| *known == fact);
        fact.map(|(_, holds)| *holds)
    }

    fn custom_claims(&self) -> Option<&[&str]> {
        Some(self.claims)
    }
}

impl Texts {
    /// `"access_ttl=25h +leeway=1s"`, in which a setting with a `+` is no part of what is found.
    fn of(settings: &'static str) -> Self {
        let mut texts = Self::default();
        for setting in settings.split_whitespace() {
            let (name, value) = setting.split_once('=').unwrap();
            let beside = name.strip_prefix('+');
            texts.beside.extend(beside);
            texts.given.push((beside.unwrap_or(name), value));
        }
        texts
    }

    fn with(mut self, fact: Fact, holds: bool) -> Self {
        self.facts.push((fact, holds));
        self
    }

    fn found(&self) -> Vec<String> {
        let found = match self.of_handler {
            true => contradictions_of_handler(self),
            false => contradictions(self),
        };
        let shown = |Contradiction { setting, wrong }| match wrong.at {
            Some(at) => format!("{setting}[{at}]: {}; {}", wrong.found, wrong.expected),
            None => format!("{setting}: {}; {}", wrong.found, wrong.expected),
        };
        found.into_iter().map(shown).collect()
    }

    /// Asserts that exactly these are found, by the beginnings of their texts; and that each is said no more once one of the
    /// settings or facts that it takes is not known.
    #[track_caller]
    fn finds(self, expected: &[&str]) {
        let found = self.found();
        let begin = |(found, expected): (&String, &&str)| found.starts_with(*expected);
        assert!(
            found.len() == expected.len() && found.iter().zip(expected).all(begin),
            "{:?} {:?}: {found:#?}",
            self.given,
            self.facts
        );
        if found.len() != 1 {
            return;
        }
        let taken = self.given.iter().map(|(name, _)| name);
        for name in taken.filter(|name| !self.beside.contains(name)) {
            let less = Self {
                unknown: Some(name),
                ..self.clone()
            };
            assert_eq!(less.found(), [""; 0], "without knowing `{name}`");
        }
        for at in 0..self.facts.len() {
            let mut less = self.clone();
            let (fact, _) = less.facts.remove(at);
            assert_eq!(less.found(), [""; 0], "without knowing {fact:?}");
        }
    }
}

#[track_caller]
fn finds(settings: &'static str, expected: &[&str]) {
    Texts::of(settings).finds(expected);
}

#[test]
fn defaults_do_not_contradict_each_other() {
    finds("", &[]);
}

#[test]
fn times_end_one_before_another() {
    for (settings, found) in [
        (
            "access_ttl=25h",
            "access_ttl: `25h`, while `max_lifetime` is `24h`; a shorter `access_ttl` or a longer `max_lifetime`",
        ),
        (
            "max_lifetime=10m",
            "max_lifetime: `10m`, while `access_ttl` is `15m`",
        ),
        (
            "access_ttl=25h max_lifetime=20h",
            "access_ttl: `25h`, while `max_lifetime` is `20h`",
        ),
        (
            "refresh_ttl=899s",
            "refresh_ttl: `899s`, while `access_ttl` is `15m`",
        ),
        (
            "access_ttl=2h refresh_ttl=1h",
            "access_ttl: `2h`, while `refresh_ttl` is `1h`",
        ),
        (
            "refresh_idle_ttl=10m",
            "refresh_idle_ttl: `10m`, while `access_ttl` is `15m`",
        ),
        (
            "refresh_idle_ttl=31d",
            "refresh_idle_ttl: `31d`, while `refresh_ttl` is `30d`",
        ),
        (
            "not_before=15m",
            "not_before: `15m`, while `access_ttl` is `15m`; a shorter `not_before`",
        ),
        (
            "access_ttl=1s not_before=2s",
            "not_before: `2s`, while `access_ttl` is `1s`",
        ),
    ] {
        finds(settings, &[found]);
    }
    for right in [
        "refresh_idle_ttl=15m refresh_ttl=15m",
        "not_before=899s",
        "not_before=off access_ttl=1s",
        "access_ttl=30d max_lifetime=30d",
    ] {
        finds(right, &[]);
    }
}

#[test]
fn a_key_is_one_that_the_algorithm_uses() {
    let a_key = "a key that `HS256` never uses; a field `secret: Secret`, or another `algorithm`";
    finds("private_key=x", &[&format!("private_key: {a_key}")]);
    finds("public_key=x", &[&format!("public_key: {a_key}")]);
    finds(
        "algorithm=EdDSA secret=x",
        &["secret: a key that `EdDSA` never uses; a field `private_key: Secret`"],
    );
    finds("algorithm=EdDSA private_key=x public_key=x", &[]);
    Texts::of("+algorithm=EdDSA +public_key=x private_key=x")
        .with(Fact::KeySet, true)
        .finds(&["private_key: a value, while `public_key` is a set of keys"]);
}

#[test]
fn accepted_algorithms_are_those_of_keys_that_there_can_be() {
    finds(
        "verify_algorithms=HS256,RS256",
        &[
            "verify_algorithms[1]: `RS256`, for which there is no key; algorithms that a key for `HS256` fits, which are \
           `HS256`, `HS384`, `HS512`, or one of `retired_keys`",
        ],
    );
    finds(
        "algorithm=ES256 verify_algorithms=ES256,ES384",
        &["verify_algorithms[1]: `ES384`, for which there is no key"],
    );
    finds(
        "algorithm=RS256 verify_algorithms=PS256",
        &["verify_algorithms: no `RS256`, which is the `algorithm`"],
    );
    for right in [
        "verify_algorithms=HS256",
        "algorithm=PS256 verify_algorithms=RS512,PS256",
        "algorithm=ES256 verify_algorithms=ES256,RS256 retired_keys=x",
    ] {
        finds(right, &[]);
    }
}

#[test]
fn keys_of_users_are_derived_from_a_secret_and_looked_up_each_time() {
    finds(
        "algorithm=ES256 key_per_user=on",
        &["key_per_user: `on`, while `algorithm` is `ES256`"],
    );
    finds(
        "key_per_user=on cache=on",
        &["cache: `on`, while `key_per_user` is on"],
    );
    finds(
        "key_per_user=on cache_capacity=8",
        &["cache_capacity: a value, while `key_per_user` is on"],
    );
    Texts::of("key_per_user=on")
        .with(Fact::Users, false)
        .finds(&["key_per_user: `on`, while there is no user backend"]);
    Texts::of("key_per_user=on")
        .with(Fact::OtherIssuers, true)
        .finds(&["trusted_issuers: other issuers, while `key_per_user` is on"]);
    finds("key_per_user=on cache=off algorithm=HS512", &[]);
    finds("key_per_user=off cache_capacity=8 algorithm=ES256", &[]);
}

#[test]
fn a_claim_says_one_thing() {
    finds(
        "subject_claim=exp",
        &["subject_claim: `exp`, which has another meaning"],
    );
    finds(
        "scopes_claim=cnf.roles",
        &["scopes_claim: `cnf.roles`, which has another meaning"],
    );
    finds(
        "subject_claim=scope",
        &["subject_claim: `scope`, as in `scopes_claim`"],
    );
    finds(
        "subject_claim=x token_type_claim=x",
        &["token_type_claim: `x`, as in `subject_claim`"],
    );
    finds("scopes_claim=realm_access.roles token_type_claim=type", &[]);
    let with_plan = |settings| Texts {
        claims: &["plan"],
        ..Texts::of(settings)
    };
    with_plan("scopes_claim=plan.roles")
        .finds(&["scopes_claim: `plan.roles`, which is one of the custom claims too"]);
    with_plan("scopes_claim=plans").finds(&[]);
}

#[test]
fn an_access_token_has_a_type_of_its_own() {
    for settings in ["token_type=rt+jwt", "token_type=application/RT+JWT"] {
        let found = Texts::of(settings).found();
        assert!(
            found[0].contains(", the type of refresh tokens; another type"),
            "{found:?}"
        );
        assert_eq!(found.len(), 1);
    }
}

#[test]
fn no_two_endpoints_or_members_have_one_name() {
    for (settings, found) in [
        (
            "path_authenticate=/login path_me=/login/",
            "path_me: `/login`, as in `path_authenticate`",
        ),
        (
            "path_keys=/verify",
            "path_keys: `/verify`, as in `path_verify`",
        ),
        (
            "path_verify=/keys",
            "path_verify: `/keys`, as in `path_keys`",
        ),
        (
            "username_key=password",
            "username_key: `password`, as in `password_key`",
        ),
        (
            "access_token_key=a refresh_token_key=a",
            "refresh_token_key: `a`, as in `access_token_key`",
        ),
        (
            "access_token_key=refresh_token",
            "access_token_key: `refresh_token`, as in `refresh_token_key`",
        ),
        (
            "access_token_key=expires_in",
            "access_token_key: `expires_in`, which is another member of the response",
        ),
        (
            "refresh_token_key=scope",
            "refresh_token_key: `scope`, which is another member of the response",
        ),
    ] {
        finds(settings, &[found]);
    }
    finds("path_me=/verify path_verify=/valid/", &[]);
    Texts::of("username_key=email")
        .with(Fact::UsualCredentials, false)
        .finds(&["username_key: a name, while the backend takes credentials of its own"]);
}

#[test]
fn a_refresh_token_has_a_name_that_nothing_beside_it_has() {
    for (settings, setting, name) in [
        ("json_refresh_key=scope", "json_refresh_key", "scope"),
        ("form_refresh_key=next", "form_refresh_key", "next"),
        ("refresh_token_key=next", "refresh_token_key", "next"),
        (
            "refresh_token_key=csrf_token",
            "refresh_token_key",
            "csrf_token",
        ),
        ("csrf_field=refresh_token", "csrf_field", "refresh_token"),
        (
            "token_from=cookie csrf_refresh_field=refresh_token",
            "csrf_refresh_field",
            "refresh_token",
        ),
    ] {
        let found = Texts::of(settings).found();
        let said = format!(
            "{setting}: `{name}`, which is another member of a request with a refresh token"
        );
        assert!(
            found.len() == 1 && found[0].starts_with(&said),
            "{settings}: {found:?}"
        );
    }
    for right in [
        "json_refresh_key=next",
        "csrf_field=refresh_token refresh=off",
        "csrf_field=refresh_token endpoints=off",
        "csrf_field=refresh_token refresh_token_key=renewal",
    ] {
        finds(right, &[]);
    }
}

#[test]
fn two_tokens_that_come_together_have_two_names() {
    for (settings, blamed) in [
        (
            "token_from=query query_name=jwt query_refresh_name=jwt",
            "query_refresh_name: `jwt`, as in `query_name`, while `refresh_requires_access` is on",
        ),
        (
            "token_from=json json_key=refresh_token",
            "json_key: `refresh_token`, as in `json_refresh_key`",
        ),
        (
            "token_from=form form_key=renewal refresh_token_key=renewal",
            "refresh_token_key: `renewal`, as in `form_key`",
        ),
    ] {
        let mut both = Texts::of(settings);
        both.clone().finds(&[]);
        both.given.push(("refresh_requires_access", "on"));
        both.finds(&[blamed]);
    }
}

#[test]
fn a_query_in_which_no_token_is_looked_for_has_no_parameters() {
    let said = "a value, while no token is read from the query";
    finds(
        "query_refresh_name=renewal",
        &[&format!("query_refresh_name: {said}")],
    );
    finds(
        "token_from=cookie,json query_refresh_prefix=Bearer",
        &[&format!("query_refresh_prefix: {said}")],
    );
    finds("token_from=header,query query_refresh_name=renewal", &[]);
}

#[test]
fn browsers_keep_cookies() {
    for (settings, setting) in [
        ("cookie_domain=example.com", "cookie_domain"),
        ("cookie_path=/app", "cookie_path"),
        ("cookie_secure=off", "cookie_secure"),
        (
            "cookie_access_name=a csrf_cookie=b cookie_secure=off cookie_same_site=None",
            "cookie_same_site",
        ),
        (
            "cookie_access_name=a csrf_cookie=b cookie_secure=off cookie_partitioned=on",
            "cookie_partitioned",
        ),
    ] {
        let found = Texts::of(settings).found();
        let is_said = found[0].starts_with(&format!("{setting}: "))
            && found[0].contains(": browsers refuse it; ");
        assert!(found.len() == 1 && is_said, "{settings}: {found:?}");
    }
    finds(
        "cookie_access_name=__Secure-a csrf_cookie=__Secure-b cookie_path=/app",
        &[],
    );
    // Whatever a name turns out to be, browsers refuse these attributes.
    let unknown = Texts {
        unknown: Some("cookie_access_name"),
        ..Texts::of("csrf_cookie=b cookie_secure=off cookie_same_site=None")
    };
    assert_eq!(unknown.found().len(), 1);
}

#[test]
fn no_two_cookies_have_one_name() {
    for (settings, found) in [
        (
            "cookie_access_name=__Host-csrf_token",
            "cookie_access_name: `__Host-csrf_token`, as in `csrf_cookie`",
        ),
        (
            "cookie_access_name=__Host-A csrf_cookie=__host-a",
            "csrf_cookie: `__host-a`, as in `cookie_access_name`",
        ),
        (
            "csrf_cookie=__Host-a csrf_refresh_cookie=__Host-a +token_from=cookie",
            "csrf_refresh_cookie: `__Host-a`, as in `csrf_cookie`",
        ),
        (
            "instance=admin csrf_cookie=__Host-admin_access_token",
            "csrf_cookie: `__Host-admin_access_token`, as in `cookie_access_name`",
        ),
        (
            "cookie_access_name=__Host-csrf_token_login",
            "cookie_access_name: `__Host-csrf_token_login`, while the cookie of login forms",
        ),
        (
            "cookie_split=on cookie_split_signature_name=__Host-access_token",
            "cookie_split_signature_name: `__Host-access_token`, as in `cookie_access_name`",
        ),
        (
            "dev_http=dangerously-on csrf_cookie=__Secure-access_token",
            "csrf_cookie: `__Secure-access_token`, as in `cookie_access_name`",
        ),
    ] {
        finds(settings, &[found]);
    }
    finds("csrf_cookie=__Secure-access_token", &[]);
    Texts::of("csrf_cookie=__Host-refresh_token")
        .with(Fact::RefreshTokens, true)
        .finds(&["csrf_cookie: `__Host-refresh_token`, as in `cookie_refresh_name`"]);
}

#[test]
fn an_instance_stands_in_the_name_of_a_cookie() {
    let named =
        "instance=admin +token_from=cookie cookie_access_name=__Host-a csrf_cookie=__Host-b";
    let said = "instance: a name, while every cookie has one of its own";
    let refresh = ("cookie_refresh_name", "__Host-c");
    let mut all = Texts::of(named);
    all.clone().finds(&[]);
    all.given.push(refresh);
    all.finds(&[said]);
    let mut without_refresh = Texts::of(named);
    without_refresh.given.push(("refresh", "off"));
    without_refresh.finds(&[said]);
}

#[test]
fn a_token_is_handed_out_where_it_is_looked_for() {
    for delivery in ["cookie", "both", "by_request"] {
        let found = Texts {
            given: vec![("token_delivery", delivery)],
            ..Texts::default()
        };
        found
            .finds(&["token_delivery: delivery in a cookie, while no token is read from a cookie"]);
    }
    let said = "a value, while login sets no cookies";
    finds("cookie_max_age=5m", &[&format!("cookie_max_age: {said}")]);
    finds(
        "+token_from=cookie token_delivery=body csrf_refresh_header=X-Renewal",
        &[&format!("csrf_refresh_header: {said}")],
    );
    finds("token_from=cookie cookie_max_age=5m", &[]);
}

#[test]
fn csrf_values_are_made_of_a_secret() {
    let without_secret = Texts::of("token_from=cookie")
        .with(Fact::SigningKey, true)
        .with(Fact::DerivingSecret, false);
    without_secret.finds(&["session_secret: no secret, while CSRF values are made of it"]);
    Texts::of("token_from=cookie csrf=origin")
        .with(Fact::SigningKey, true)
        .with(Fact::DerivingSecret, false)
        .finds(&[]);
}

#[test]
fn a_token_is_replaced_that_comes_back_in_time() {
    for (settings, found) in [
        ("", "a time, while no token is read from a cookie"),
        (
            "+token_from=cookie token_delivery=body",
            "a time, while `token_delivery` is `body`",
        ),
        (
            "+token_from=cookie access_ttl=5m",
            "`5m`, while `access_ttl` is `5m`",
        ),
        (
            "+token_from=cookie cookie_max_age=10m",
            "`5m`, while `access_ttl` is `15m` and browsers forget the token after `10m`",
        ),
        (
            "+token_from=cookie not_before=11s",
            "a time, while a new token is valid only after `11s` of `not_before`, and `leeway` is `10s`",
        ),
    ] {
        let mut texts = Texts::of(settings);
        texts.given.push(("implicit_refresh", "5m"));
        texts.finds(&[&format!("implicit_refresh: {found}")]);
    }
    let replaced = Texts::of("+token_from=cookie implicit_refresh=5m");
    replaced.clone().finds(&[]);
    for (fact, found) in [
        (
            Fact::SigningKey,
            "implicit_refresh: a time, while there is no key that signs",
        ),
        (
            Fact::Users,
            "implicit_refresh: a time, while there is no user backend",
        ),
    ] {
        replaced.clone().with(fact, false).finds(&[found]);
    }
}

#[test]
fn sessions_have_a_store_and_a_name() {
    for (settings, found) in [
        ("refresh=on", "refresh: `on`, while there is no store"),
        (
            "revocation=refresh",
            "revocation: a reach, while there is no store",
        ),
        (
            "refresh_ttl=7d",
            "refresh_ttl: a value, while there is no store",
        ),
        (
            "max_sessions=5",
            "max_sessions: a value, while there is no store",
        ),
    ] {
        Texts::of(settings).with(Fact::Store, false).finds(&[found]);
    }
    Texts::of("refresh_ttl=7d implicit_refresh=5m token_from=cookie")
        .with(Fact::Store, false)
        .finds(&[]);
    Texts::of("revocation=off")
        .with(Fact::Store, false)
        .finds(&[]);
    Texts::default()
        .with(Fact::Store, true)
        .finds(&["session_owner: none, and no `issuer`, while a store keeps sessions"]);
    Texts::of("session_owner=shop")
        .with(Fact::Store, true)
        .finds(&[]);
    Texts::of("refresh=on")
        .with(Fact::SigningKey, false)
        .finds(&["refresh: `on`, while there is no key that signs"]);
    Texts::of("+issuer=me refresh_format=jwt")
        .with(Fact::Store, true)
        .with(Fact::DerivingSecret, false)
        .finds(&["session_secret: no secret, while digests of refresh tokens are made with it"]);
    Texts::of("refresh_format=jwt")
        .with(Fact::TokenGenerator, true)
        .finds(&["refresh_format: a format, while a generator makes the refresh tokens"]);
}

#[test]
fn a_setting_has_an_effect_beside_the_switch_that_it_needs() {
    for (settings, setting, switch) in [
        ("endpoints=off path_me=/user", "path_me", "endpoints"),
        ("cache=off cache_capacity=8", "cache_capacity", "cache"),
        (
            "rate_limit=off rate_limit_address=5/m",
            "rate_limit_address",
            "rate_limit",
        ),
        ("refresh=off refresh_ttl=7d", "refresh_ttl", "refresh"),
        (
            "refresh_rotation=off refresh_grace=5s",
            "refresh_grace",
            "refresh_rotation",
        ),
        (
            "cookie_split_signature_name=__Host-s",
            "cookie_split_signature_name",
            "cookie_split",
        ),
    ] {
        let said = format!(
            "{setting}: a value, while `{switch}` is off; `{switch}` on, or no `{setting}`"
        );
        finds(settings, &[&said]);
    }
    finds(
        "refresh=off refresh_ttl=7d implicit_refresh=5m token_from=cookie",
        &[],
    );
    finds("rate_limit=off client_address=proxies:1", &[]);
}

#[test]
fn what_a_handler_says_has_an_effect_on_it() {
    let handler = |settings| Texts {
        of_handler: true,
        ..Texts::of(settings)
    };
    handler("csrf=off csrf_header=X-Own")
        .finds(&["csrf_header: a value, while `csrf` is off; `csrf` as `on` or `origin`, or no `csrf_header`"]);
    handler("csrf=origin trusted_origins=https://a.example").finds(&[]);
    handler("csrf=on token_from=cookie")
        .with(Fact::CsrfValues, false)
        .finds(&["csrf: `on`, while sessions have no CSRF value"]);
    handler("csrf=on token_from=header")
        .with(Fact::CsrfValues, false)
        .finds(&[]);
    handler("revocation=all")
        .with(Fact::Store, false)
        .finds(&["revocation: `all`, while there is no store"]);
}
