//! Claims as other issuers write them: those that only inform may be of any type, those that decide may not.

use aws_lc_rs::hmac::HMAC_SHA256;
use jwt_guard::Algorithm;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::{SubjectFormat, TrustedIssuer};
use jwt_guard::key::{Key, KeyRing};
use jwt_guard::prelude::*;
use serde_json::{Value, json};

use crate::app::{NOW, OTHER_SECRET, SECRET, get_as, get_with, send};
use crate::tokens::signed_with;

const GOTRUE: &str = "https://x.supabase.co/auth/v1";
const OURS: &str = "https://api.example.com";

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", error_detail = "full")]
struct Api {
    secret: Secret,
    trusted_issuers: Vec<TrustedIssuer>,
}

#[protected]
async fn claims(claims: Claims) -> String {
    let seen = json!({
        "sub": claims.subject(), "jti": claims.id(), "sid": claims.session_id(),
        "acr": claims.acr(), "auth_time": claims.auth_time(), "foreign": claims.is_foreign(),
        "scopes": claims.scopes().iter().collect::<Vec<_>>(),
    });
    seen.to_string()
}

#[protected(max_age = "5m")]
async fn recent() {}

#[protected(acr = "urn:example:mfa")]
async fn strong() {}

#[protected(required_claims = ["jti", "amr", "sid"])]
async fn named() {}

#[scoped("Task.Read")]
async fn tasks() {}

fn gotrue() -> TrustedIssuer {
    let key = Key::secret(Algorithm::HS256, &Secret::from(OTHER_SECRET)).unwrap();
    TrustedIssuer::with_keys(GOTRUE, KeyRing::new(key))
        .audience(["authenticated"])
        .token_types(["JWT"])
}

fn build(issuer: TrustedIssuer) -> Result<Auth<Api>, ConfigError> {
    let config = Api {
        secret: SECRET.into(),
        trusted_issuers: vec![issuer],
    };
    Auth::builder(config).clock(FrozenClock::at(NOW)).build()
}

fn app(issuer: TrustedIssuer) -> GuardedRouter {
    GuardedRouter::new()
        .route("/claims", get(claims))
        .route("/recent", get(recent))
        .route("/strong", get(strong))
        .route("/named", get(named))
        .route("/tasks", get(tasks))
        .with_state(build(issuer).unwrap())
}

fn changed(mut claims: Value, change: &Value) -> Value {
    for (name, value) in change.as_object().unwrap() {
        claims[name] = value.clone();
    }
    claims
}

/// A token of the other issuer with claims added or changed.
fn theirs(change: &Value) -> String {
    let claims = json!({"iss": GOTRUE, "aud": "authenticated", "sub": "uuid", "role": "authenticated",
        "exp": NOW + 900, "iat": NOW});
    let header = r#"{"alg":"HS256","typ":"JWT"}"#;
    let claims = changed(claims, change).to_string();
    signed_with(header, claims.as_bytes(), HMAC_SHA256, OTHER_SECRET)
}

/// The same without one claim.
fn theirs_without(name: &str) -> String {
    let mut claims = json!({"iss": GOTRUE, "aud": "authenticated", "sub": "uuid",
        "exp": NOW + 900, "iat": NOW});
    claims.as_object_mut().unwrap().remove(name);
    let header = r#"{"alg":"HS256","typ":"JWT"}"#;
    signed_with(
        header,
        claims.to_string().as_bytes(),
        HMAC_SHA256,
        OTHER_SECRET,
    )
}

/// A token of our own issuer, made by another program with the same secret.
fn ours(change: &Value) -> String {
    let claims = json!({"iss": OURS, "sub": "1", "exp": NOW + 900, "iat": NOW, "jti": "a"});
    let header = r#"{"alg":"HS256","typ":"at+jwt"}"#;
    let claims = changed(claims, change).to_string();
    signed_with(header, claims.as_bytes(), HMAC_SHA256, SECRET)
}

/// Claims that only inform, of types that they do not have here.
fn of_other_types() -> Vec<Value> {
    let amr = json!([{"method": "password", "timestamp": NOW}]);
    let mut all = vec![
        json!({"amr": amr}),
        json!({"amr": ["pwd", {"method": "otp"}]}),
    ];
    for name in [
        "amr",
        "acr",
        "auth_time",
        "sid",
        "client_id",
        "fresh",
        "csrf",
    ] {
        for value in [
            json!(null),
            json!(true),
            json!({"a": {"b": []}}),
            json!([1, "a", []]),
        ] {
            all.push(json!({ (name): value }));
        }
    }
    all.extend([
        json!({"amr": 1}),
        json!({"acr": 1}),
        json!({"acr": ["1"]}),
        json!({"auth_time": "1"}),
        json!({"auth_time": [NOW]}),
        json!({"sid": 5}),
        json!({"client_id": ["a"]}),
    ]);
    all
}

#[tokio::test]
async fn an_informational_claim_of_another_type_makes_no_token_malformed() {
    let app = app(gotrue());
    let of_id = [
        json!({"jti": 5}),
        json!({"jti": null}),
        json!({"jti": ["a"]}),
        json!({"jti": ""}),
    ];
    for change in of_other_types().iter().chain(&of_id) {
        let answer = send(&app, get_with("/claims", &theirs(change))).await;
        assert_eq!(answer.status, 200, "{change}: {}", answer.body);
        let seen = answer.json();
        for name in change.as_object().unwrap().keys() {
            let value = seen.get(name).unwrap_or(&Value::Null);
            assert!(
                value.is_null(),
                "{change}: it counts as absent, not {value}"
            );
        }
    }
    for change in of_other_types() {
        let (status, body) = get_as(&app, "/claims", Some(&ours(&change))).await;
        assert_eq!(status, 200, "{change}: {body}");
    }
}

#[tokio::test]
async fn what_is_doubled_is_malformed_whatever_its_type() {
    let app = app(gotrue());
    let claims = |more: &str| {
        format!(
            r#"{{"iss":"{GOTRUE}","aud":"authenticated","sub":"a","exp":{},{more}}}"#,
            NOW + 9
        )
    };
    for (more, expected) in [
        (r#""amr":1"#, 200),
        (r#""amr":1,"amr":1"#, 401),
        (r#""jti":5,"jti":"a""#, 401),
        (r#""sid":{},"sid":"a""#, 401),
        (r#""acr":{"a":1,"a":2}"#, 401),
    ] {
        let header = r#"{"alg":"HS256","typ":"JWT"}"#;
        let token = signed_with(header, claims(more).as_bytes(), HMAC_SHA256, OTHER_SECRET);
        assert_eq!(
            get_as(&app, "/claims", Some(&token)).await.0,
            expected,
            "{more}"
        );
    }
}

#[tokio::test]
async fn claims_that_decide_stay_strict_and_a_refusal_names_them() {
    let app = app(gotrue());
    for (name, values) in [
        ("exp", vec![json!("soon"), json!(null), json!([NOW + 900])]),
        ("nbf", vec![json!(null), json!("0"), json!({})]),
        ("iat", vec![json!(null), json!(true)]),
        ("iss", vec![json!(null), json!([GOTRUE])]),
        ("aud", vec![json!(null), json!(7), json!([7])]),
        ("sub", vec![json!(4), json!(null), json!(["uuid"])]),
        ("scope", vec![json!({}), json!(7), json!([7])]),
    ] {
        for value in values {
            let change = json!({ (name): value });
            let (status, body) = get_as(&app, "/claims", Some(&theirs(&change))).await;
            assert_eq!(status, 401, "{change}");
            assert!(body.contains(&format!("`{name}`")), "{change}: {body}");
        }
    }
    for bound in [json!(null), json!({}), json!("x")] {
        let token = theirs(&json!({ "cnf": bound }));
        assert_eq!(get_as(&app, "/claims", Some(&token)).await.0, 401);
    }
    let (status, body) = get_as(&app, "/claims", Some(&ours(&json!({"nbf": null})))).await;
    assert_eq!((status, body.contains("`nbf`")), (401, true), "{body}");
}

#[tokio::test]
async fn a_handler_that_asks_for_a_claim_of_another_type_refuses_and_names_it() {
    let app = app(gotrue());
    let recent = NOW - 10;
    for (path, right, wrong, name) in [
        (
            "/recent",
            json!({"auth_time": recent}),
            json!({"auth_time": "1"}),
            "auth_time",
        ),
        (
            "/recent",
            json!({"auth_time": recent}),
            json!({}),
            "auth_time",
        ),
        (
            "/strong",
            json!({"acr": "urn:example:mfa"}),
            json!({"acr": ["urn:example:mfa"]}),
            "acr",
        ),
    ] {
        for token in [theirs, ours] {
            assert_eq!(
                get_as(&app, path, Some(&token(&right))).await.0,
                200,
                "{path}"
            );
            let answer = send(&app, get_with(path, &token(&wrong))).await;
            assert_eq!(answer.status, 401, "{path} {wrong}");
            let challenge = answer.challenge().unwrap();
            assert!(
                challenge.contains("insufficient_user_authentication"),
                "{challenge}"
            );
            assert!(
                answer.body.contains(&format!("`{name}`")),
                "{}",
                answer.body
            );
        }
    }
    let all = json!({"jti": "a", "amr": ["pwd"], "sid": "b"});
    assert_eq!(get_as(&app, "/named", Some(&theirs(&all))).await.0, 200);
    for (name, value) in [
        ("jti", json!(5)),
        ("jti", json!("")),
        ("amr", json!([{}])),
        ("sid", json!(5)),
    ] {
        let token = theirs(&changed(all.clone(), &json!({ (name): value })));
        let (status, body) = get_as(&app, "/named", Some(&token)).await;
        assert_eq!(status, 401, "{name}");
        assert!(
            body.contains(&format!("lacks the claim `{name}`")),
            "{body}"
        );
    }
}

#[tokio::test]
async fn azp_appid_and_cid_are_the_client_too() {
    let of_clients = |issuer: TrustedIssuer| issuer.client_id("web").client_id("app");
    let key = || KeyRing::new(Key::secret(Algorithm::HS256, &Secret::from(OTHER_SECRET)).unwrap());
    let keycloak = TrustedIssuer::with_keys(GOTRUE, key()).token_types(["JWT"]);
    let any_audience = app(of_clients(keycloak));
    let audience = app(of_clients(gotrue()));
    for (claims, expected) in [
        (json!({"client_id": "web"}), 200),
        (json!({"azp": "web"}), 200),
        (json!({"appid": "web"}), 200),
        (json!({"cid": "app"}), 200),
        (json!({"azp": "web", "client_id": "web"}), 200),
        (json!({"azp": "web", "client_id": 5}), 200),
        (json!({"azp": "else"}), 401),
        (json!({"azp": "web", "client_id": "else"}), 401),
        (json!({"azp": "else", "client_id": "web"}), 401),
        (json!({"azp": ["web"]}), 401),
        (json!({"azp": null}), 401),
        (json!({"AZP": "web"}), 401),
        (json!({"clientId": "web"}), 401),
        (json!({}), 401),
    ] {
        let elsewhere = changed(claims.clone(), &json!({"aud": "account"}));
        let token = theirs(&elsewhere);
        assert_eq!(
            get_as(&any_audience, "/claims", Some(&token)).await.0,
            expected,
            "{claims}"
        );
        assert_eq!(
            get_as(&audience, "/claims", Some(&token)).await.0,
            401,
            "{claims}"
        );
        let token = theirs(&claims);
        assert_eq!(
            get_as(&audience, "/claims", Some(&token)).await.0,
            expected,
            "{claims}"
        );
    }
    let auth = build(of_clients(gotrue())).unwrap();
    let verified = auth.verify(&theirs(&json!({"azp": "web"}))).unwrap();
    assert_eq!(verified.client_id(), Some("web"));
}

#[test]
fn azp_is_no_client_of_our_own_tokens() {
    #[derive(AuthConfig)]
    #[auth(client_id = "web")]
    struct OfClient {
        secret: Secret,
    }
    let secret = SECRET.into();
    let auth = Auth::builder(OfClient { secret }).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    assert!(auth.verify(&ours(&json!({"client_id": "web"}))).is_ok());
    assert!(auth.verify(&ours(&json!({"azp": "web"}))).is_err());
}

#[test]
fn a_custom_claim_may_be_called_azp() {
    #[derive(Claim)]
    struct Party {
        azp: String,
    }
    #[derive(AuthConfig)]
    #[auth(claims = Party)]
    struct WithParty {
        secret: Secret,
        trusted_issuers: Vec<TrustedIssuer>,
    }
    let auth = Auth::builder(WithParty {
        secret: SECRET.into(),
        trusted_issuers: vec![gotrue().client_id("web")],
    });
    let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
    let verified = auth.verify(&theirs(&json!({"azp": "web"}))).unwrap();
    assert_eq!(verified.custom().azp, "web");
    assert!(auth.verify(&theirs(&json!({"azp": "else"}))).is_err());
}

#[tokio::test]
async fn an_issuer_may_have_several_scopes_claims() {
    let app = app(gotrue().scopes_claims([
        "scp",
        "roles",
        "resource_access.api.roles",
        "resource_access.web.roles",
    ]));
    for (claims, expected) in [
        (json!({"scp": "Task.Read"}), 200),
        (json!({"roles": ["Task.Read"]}), 200),
        (
            json!({"scp": "User.Read", "roles": ["Task.Read", "Task.Write"]}),
            200,
        ),
        (json!({"roles": ["Task.Read"], "scp": null}), 200),
        (
            json!({"resource_access": {"api": {"roles": ["Task.Read"]}}}),
            200,
        ),
        (
            json!({"resource_access": {"web": {"roles": ["Task.Read"]}, "api": {"roles": []}}}),
            200,
        ),
        (
            json!({"resource_access": {"else": {"roles": ["Task.Read"]}}}),
            403,
        ),
        (json!({"scp": "User.Read", "roles": ["Task.Write"]}), 403),
        (json!({"scope": "Task.Read"}), 403),
        (json!({}), 403),
        (json!({"scp": "Task.Read", "roles": {}}), 401),
        (json!({"scp": 7, "roles": ["Task.Read"]}), 401),
        (json!({"roles": ["Task.Read"], "resource_access": []}), 401),
    ] {
        let found = get_as(&app, "/tasks", Some(&theirs(&claims))).await.0;
        assert_eq!(found, expected, "{claims}");
    }
    let claims = json!({"scp": "a b", "roles": ["c"], "resource_access": {"web": {"roles": "d"}}});
    let seen = send(&app, get_with("/claims", &theirs(&claims)))
        .await
        .json();
    let mut scopes = seen["scopes"].as_array().unwrap().clone();
    scopes.sort_by_key(Value::to_string);
    assert_eq!(scopes, ["a", "b", "c", "d"]);
    let twice = format!(
        r#"{{"iss":"{GOTRUE}","aud":"authenticated","sub":"a","exp":{},"roles":[],"roles":["Task.Read"]}}"#,
        NOW + 9
    );
    let header = r#"{"alg":"HS256","typ":"JWT"}"#;
    let twice = signed_with(header, twice.as_bytes(), HMAC_SHA256, OTHER_SECRET);
    assert_eq!(get_as(&app, "/tasks", Some(&twice)).await.0, 401);
}

#[tokio::test]
async fn a_name_with_dots_stands_in_quotes_in_a_path() {
    let quoted = r#"resource_access."com.acme.api".roles"#;
    let of_client = json!({"resource_access": {"com.acme.api": {"roles": ["Task.Read"]}}});
    let split = json!({"resource_access": {"com": {"acme": {"api": {"roles": ["Task.Read"]}}}}});
    let whole = json!({(quoted): "Task.Read", "resource_access.com.acme.api.roles": "Task.Read"});
    let url = json!({"https://acme.example/roles": ["Task.Read"]});
    let in_url = json!({"https://acme.example/claims": {"roles": ["Task.Read"]}});
    for (scopes, granted) in [
        (quoted, [true, false, false, false, false]),
        (
            "resource_access.com.acme.api.roles",
            [false, true, true, false, false],
        ),
        (
            "https://acme.example/roles",
            [false, false, false, true, false],
        ),
        (
            r#""https://acme.example/roles""#,
            [false, false, false, true, false],
        ),
        (
            r#""https://acme.example/claims".roles"#,
            [false, false, false, false, true],
        ),
    ] {
        let app = app(gotrue().scopes_claim(scopes));
        let tokens = [&of_client, &split, &whole, &url, &in_url];
        for (claims, granted) in tokens.into_iter().zip(granted) {
            let found = get_as(&app, "/tasks", Some(&theirs(claims))).await.0;
            assert_eq!(found == 200, granted, "{scopes} in {claims}");
        }
    }
}

#[test]
fn our_own_scopes_may_have_a_name_with_dots_too() {
    #[derive(AuthConfig)]
    #[auth(
        scopes_claim = "resource_access.\"com.acme.api\".roles",
        scopes_format = "list"
    )]
    struct Quoted {
        secret: Secret,
    }
    let secret = SECRET.into();
    let auth = Auth::builder(Quoted { secret }).clock(FrozenClock::at(NOW));
    let auth = auth.build().unwrap();
    let token = auth.mint("1").scopes(["a", "b"]).token().unwrap();
    assert!(auth.verify(&token).unwrap().scopes().iter().eq(["a", "b"]));
    let payload = token.split('.').nth(1).unwrap();
    let payload = base64_simd::URL_SAFE_NO_PAD.decode_to_vec(payload).unwrap();
    let payload: Value = serde_json::from_slice(&payload).unwrap();
    assert_eq!(
        payload["resource_access"]["com.acme.api"]["roles"],
        json!(["a", "b"])
    );
}

#[derive(Claim)]
struct Groups {
    #[claim(path = "resource_access.\"com.acme.api\".groups", default)]
    groups: Vec<String>,
}

#[test]
fn the_path_of_a_custom_claim_is_written_in_the_same_way() {
    let claims = json!({"resource_access": {"com.acme.api": {"groups": ["a"]}, "com": {}}});
    assert_eq!(Groups::deserialize_claims(claims).unwrap().groups, ["a"]);
    assert_eq!(Groups::NAMES, ["resource_access"]);
}

#[test]
fn claims_of_scopes_that_cannot_be_told_apart_do_not_start() {
    for (claims, expected) in [
        (&["scp", "scp"][..], "another claim of scopes"),
        (
            &["realm_access", "realm_access.roles"],
            "another claim of scopes",
        ),
        (&["a.b", "a.\"b\""], "another claim of scopes"),
        (&["a.b.c", "a.b"], "another claim of scopes"),
        (&[], "0 claims of scopes"),
        (&["a.\"b"], "a quote in the path"),
        (&["a.\"\""], "is empty"),
        (&["scp", ""], "an empty name"),
        (&["scp", "\"sub\""], "means something else"),
        (&["aud.\"x\""], "means something else"),
        (&["a"; 17], "17 claims of scopes"),
    ] {
        let error = build(gotrue().scopes_claims(claims.iter().copied()));
        let error = error.unwrap_err().to_string();
        assert!(error.contains(expected), "{claims:?}: {error}");
    }
    assert!(build(gotrue().scopes_claims(["scope", "permissions"])).is_ok());
}

#[tokio::test]
async fn subjects_are_numbers_where_an_issuer_says_so() {
    let text = app(gotrue());
    let integer = app(gotrue().subject_format(SubjectFormat::Integer));
    for (subject, of_text, of_integer) in [
        (json!("4"), Some("4"), None),
        (json!(4), None, Some("4")),
        (json!(-4), None, Some("-4")),
        (json!(4.5), None, None),
        (json!(u64::MAX), None, None),
        (json!(null), None, None),
        (json!(""), None, None),
    ] {
        let token = theirs(&json!({ "sub": subject }));
        for (app, expected) in [(&text, of_text), (&integer, of_integer)] {
            let answer = send(app, get_with("/claims", &token)).await;
            let found = (answer.status == 200).then(|| answer.json()["sub"].clone());
            assert_eq!(found, expected.map(Value::from), "{subject}");
        }
    }
    for app in [&text, &integer] {
        let (status, body) = get_as(app, "/claims", Some(&theirs_without("sub"))).await;
        assert_eq!((status, body.contains("no subject")), (401, true), "{body}");
    }
    // Ours are what the configuration says.
    assert_eq!(
        get_as(&integer, "/claims", Some(&ours(&json!({})))).await.0,
        200
    );
}

#[test]
fn a_file_of_settings_says_the_same() {
    let file = json!({
        "issuer": GOTRUE, "public_set": "file:/nowhere", "audience": "api",
        "scopes_claim": ["scp", "roles"], "subject_format": "integer", "required_claims": ["iat", "jti"],
    });
    let issuer: TrustedIssuer = serde_json::from_value(file).unwrap();
    let shown = format!("{issuer:?}");
    for part in ["\"roles\"", "Integer", "\"jti\""] {
        assert!(shown.contains(part), "{shown}");
    }
    let one: TrustedIssuer = serde_json::from_value(json!({
        "issuer": GOTRUE, "public_set": "file:/nowhere", "scopes_claim": "scp",
    }))
    .unwrap();
    assert!(format!("{one:?}").contains("[\"scp\"]"));
}

#[tokio::test]
async fn an_issuer_may_be_held_to_claims_of_its_own() {
    let app = app(gotrue().required_claims(["iat", "jti", "client_id"]));
    let all = json!({"jti": "a", "client_id": "web"});
    assert_eq!(get_as(&app, "/claims", Some(&theirs(&all))).await.0, 200);
    for (change, name) in [
        (json!({"client_id": "web"}), "jti"),
        (json!({"jti": "", "client_id": "web"}), "jti"),
        (json!({"jti": "a"}), "client_id"),
    ] {
        let (status, body) = get_as(&app, "/claims", Some(&theirs(&change))).await;
        assert_eq!(status, 401, "{change}");
        assert!(
            body.contains(&format!("lacks the claim `{name}`")),
            "{body}"
        );
    }
    assert_eq!(
        get_as(&app, "/claims", Some(&ours(&json!({})))).await.0,
        200
    );
}

mod rfc_9068 {
    //! Access tokens of our own profile (RFC 9068 §2.2): those that we mint have all of its claims.

    use super::*;

    #[derive(AuthConfig, Default)]
    #[auth(issuer = "https://api.example.com", error_detail = "full")]
    struct Own {
        secret: Option<Secret>,
        issued_at: Option<bool>,
        jti: Option<bool>,
        token_type: Option<String>,
        client_id: Option<String>,
    }

    fn own(change: impl FnOnce(&mut Own)) -> Auth<Own> {
        let mut config = Own {
            secret: Some(SECRET.into()),
            ..Own::default()
        };
        change(&mut config);
        Auth::builder(config)
            .clock(FrozenClock::at(NOW))
            .build()
            .unwrap()
    }

    fn token(header: &Value, claims: Value) -> String {
        let claims = changed(json!({"iss": OURS, "sub": "1", "exp": NOW + 900}), &claims);
        let (header, claims) = (header.to_string(), claims.to_string());
        signed_with(&header, claims.as_bytes(), HMAC_SHA256, SECRET)
    }

    async fn answer(auth: &Auth<Own>, token: &str) -> (u16, String) {
        let app: GuardedRouter = GuardedRouter::new()
            .route("/claims", get(claims))
            .with_state(auth.clone());
        get_as(&app, "/claims", Some(token)).await
    }

    #[tokio::test]
    async fn a_token_without_claims_that_we_mint_is_none_of_ours() {
        let usual = own(|_| {});
        let header = json!({"alg": "HS256", "typ": "at+jwt"});
        for (claims, lacks) in [
            (json!({"iat": NOW, "jti": "a"}), None),
            (json!({"jti": "a"}), Some("iat")),
            (json!({"iat": NOW}), Some("jti")),
            (json!({"iat": NOW, "jti": ""}), Some("jti")),
            (json!({"iat": NOW, "jti": 5}), Some("jti")),
        ] {
            let (status, body) = answer(&usual, &token(&header, claims.clone())).await;
            let Some(name) = lacks else {
                assert_eq!(status, 200, "{body}");
                continue;
            };
            assert_eq!(status, 401, "{claims}");
            assert!(
                body.contains(&format!("lacks the claim `{name}`")),
                "{body}"
            );
        }
        let of_client = own(|config| config.client_id = Some("web".into()));
        let claims = |client| json!({"iat": NOW, "jti": "a", "client_id": client});
        assert_eq!(
            answer(&of_client, &token(&header, claims("web"))).await.0,
            200
        );
        let without = token(&header, json!({"iat": NOW, "jti": "a"}));
        assert_eq!(answer(&of_client, &without).await.0, 401);
        for auth in [usual, of_client] {
            let minted = auth.mint("1").token().unwrap();
            assert_eq!(answer(&auth, &minted).await.0, 200, "what we mint");
        }
    }

    #[tokio::test]
    async fn what_we_do_not_mint_need_not_be_there() {
        let header = json!({"alg": "HS256", "typ": "at+jwt"});
        let bare = token(&header, json!({}));
        assert_eq!(answer(&own(|_| {}), &bare).await.0, 401);
        let without = own(|config| (config.issued_at, config.jti) = (Some(false), Some(false)));
        assert_eq!(answer(&without, &bare).await.0, 200);
        let without_id = own(|config| config.jti = Some(false));
        let with_time = token(&header, json!({"iat": NOW}));
        assert_eq!(answer(&without_id, &with_time).await.0, 200);
        let other_profile = own(|config| config.token_type = Some("JWT".into()));
        let of_type = token(&json!({"alg": "HS256", "typ": "JWT"}), json!({}));
        assert_eq!(answer(&other_profile, &of_type).await.0, 200);
    }

    #[tokio::test]
    async fn a_header_of_an_encrypted_token_is_refused() {
        let claims = json!({"iat": NOW, "jti": "a"});
        for enc in [
            json!("A256GCM"),
            json!(""),
            json!(null),
            json!(1),
            json!({}),
        ] {
            let header = json!({"alg": "HS256", "typ": "at+jwt", "enc": enc});
            let token = token(&header, claims.clone());
            assert_eq!(answer(&own(|_| {}), &token).await.0, 401, "{enc}");
        }
    }
}
