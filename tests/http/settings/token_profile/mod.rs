//! Settings of the format of tokens: each changes a token or a response.

mod headers;
mod scopes;
mod types;

use std::time::Duration;

use aws_lc_rs::hmac::HMAC_SHA256;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::clock::FrozenClock;
use jwt_guard::config::{NotBefore, ScopeMatching, ScopesFormat, SubjectFormat};
use jwt_guard::prelude::*;
use jwt_guard::token::{MintError, TokenError, TokenType};
use serde_json::{Value, json};

use crate::fixtures::app::{NOW, SECRET, get_as};
use crate::fixtures::token::signed_with;

#[derive(AuthConfig, Default)]
struct Api {
    secret: Option<Secret>,
    not_before: Option<NotBefore>,
    issued_at: Option<bool>,
    jti: Option<bool>,
    required_claims: Option<Vec<String>>,
    subject_claim: Option<String>,
    subject_format: Option<SubjectFormat>,
    scopes_claim: Option<String>,
    scopes_format: Option<ScopesFormat>,
    scope_matching: Option<ScopeMatching>,
    token_type: Option<String>,
    token_type_claim: Option<String>,
    max_token_bytes: Option<usize>,
}

/// The same as literals.
#[derive(AuthConfig)]
#[auth(
    not_before = "off",
    issued_at = "off",
    jti = "off",
    required_claims = "plan",
    subject_claim = "user_id",
    subject_format = "integer",
    scopes_claim = "scopes",
    scopes_format = "list",
    scope_matching = "exact",
    token_type = "access",
    token_type_claim = "type",
    max_token_bytes = 1024,
    claims = Plan
)]
struct Literals {
    secret: Secret,
}

#[derive(Claim)]
struct Plan {
    plan: String,
}

#[protected]
async fn whoami(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[scoped("user:read")]
async fn read() {}

fn at<C: AuthConfig<Users = jwt_guard::user::NoUsers>>(config: C, now: i64) -> Auth<C> {
    Auth::builder(config)
        .clock(FrozenClock::at(now))
        .build()
        .unwrap()
}

fn auth(change: impl FnOnce(&mut Api)) -> Auth<Api> {
    let mut config = Api {
        secret: Some(SECRET.into()),
        ..Api::default()
    };
    change(&mut config);
    at(config, NOW)
}

fn payload(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64.decode_to_vec(payload).unwrap()).unwrap()
}

fn header(token: &str) -> Value {
    let header = token.split('.').next().unwrap();
    serde_json::from_slice(&BASE64.decode_to_vec(header).unwrap()).unwrap()
}

fn minted(auth: &Auth<Api>) -> Value {
    payload(
        &auth
            .mint("7")
            .scopes(["user:read", "admin"])
            .token()
            .unwrap(),
    )
}

/// A token of these claims, issued at a time and with an identifier if they do not say so, which says of its type what ours
/// do.
fn signed(claims: &Value) -> String {
    let mut all = json!({"iat": NOW, "jti": "a"});
    all.as_object_mut()
        .unwrap()
        .extend(claims.as_object().unwrap().clone());
    signed_as_it_is(&all)
}

/// A token of these claims and no others.
fn signed_as_it_is(claims: &Value) -> String {
    let header = r#"{"alg":"HS256","typ":"at+jwt"}"#;
    signed_with(header, claims.to_string().as_bytes(), HMAC_SHA256, SECRET)
}

async fn answer(auth: &Auth<Api>, path: &str, token: &str) -> (u16, String) {
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(whoami))
        .route("/read", get(read))
        .with_state(auth.clone());
    get_as(&app, path, Some(token)).await
}

#[tokio::test]
async fn not_before_is_minted_with_an_offset_or_not_at_all() {
    assert_eq!(minted(&auth(|_| {}))["nbf"], NOW);
    let after = NotBefore::After(Duration::from_secs(180));
    let later = auth(|config| config.not_before = Some(after));
    let token = later.mint("7").token().unwrap();
    assert_eq!(payload(&token)["nbf"], NOW + 180);
    assert_eq!(answer(&later, "/", &token).await.0, 401);
    let off = auth(|config| config.not_before = Some(NotBefore::Off));
    assert_eq!(minted(&off).get("nbf"), None);
    let future = signed(&json!({"sub": "7", "exp": NOW + 60, "nbf": NOW + 30}));
    assert_eq!(
        answer(&off, "/", &future).await.0,
        401,
        "one that comes is checked"
    );
}

#[test]
fn the_issue_time_and_the_identifier_can_be_left_out() {
    let all = minted(&auth(|_| {}));
    assert_eq!(all["iat"], NOW);
    assert!(all["jti"].is_string());
    let bare = auth(|config| (config.issued_at, config.jti) = (Some(false), Some(false)));
    assert_eq!(
        (minted(&bare).get("iat"), minted(&bare).get("jti")),
        (None, None)
    );
}

#[tokio::test]
async fn required_claims_must_be_there() {
    let strict = auth(|config| {
        config.required_claims = Some(vec!["iat".into(), "device".into()]);
    });
    let claims = json!({"sub": "7", "exp": NOW + 60, "iat": NOW, "jti": "a", "device": 1});
    assert_eq!(answer(&strict, "/", &signed_as_it_is(&claims)).await.0, 200);
    for missing in ["iat", "device"] {
        let mut claims = claims.clone();
        claims.as_object_mut().unwrap().remove(missing);
        assert_eq!(
            answer(&strict, "/", &signed_as_it_is(&claims)).await.0,
            401,
            "{missing}"
        );
    }
    let refused = strict.mint("7").token();
    assert!(matches!(refused, Err(MintError::RequiredClaim)));
    let invitation = TokenType::from_static("invitation+jwt");
    let other = strict.mint("7").token_type(&invitation).token().unwrap();
    assert!(
        strict.verify_as(&invitation, &other).is_ok(),
        "an access token must carry them"
    );
}

#[tokio::test]
async fn the_subject_can_be_in_another_claim() {
    let auth = auth(|config| config.subject_claim = Some("user_id".into()));
    let token = auth.mint("7").token().unwrap();
    assert_eq!(payload(&token)["user_id"], "7");
    assert_eq!(payload(&token).get("sub"), None);
    assert_eq!(answer(&auth, "/", &token).await, (200, "7".into()));
    let sub = signed(&json!({"sub": "7", "exp": NOW + 60}));
    assert_eq!(answer(&auth, "/", &sub).await.0, 401);
}

#[tokio::test]
async fn the_subject_can_be_an_integer() {
    let auth = auth(|config| config.subject_format = Some(SubjectFormat::Integer));
    let token = auth.mint("7").token().unwrap();
    assert_eq!(payload(&token)["sub"], 7);
    assert_eq!(answer(&auth, "/", &token).await, (200, "7".into()));
    // Two spellings of one number would be one user in a token, and two in a store of sessions.
    for subject in ["ada", "007", "+7", "-0", " 7"] {
        let minted = auth.mint(subject).token();
        assert!(
            matches!(minted, Err(MintError::SubjectNotInteger)),
            "{subject}"
        );
    }
    for (subject, expected) in [
        (json!("7"), 401),
        (json!(-7), 200),
        (json!(7.5), 401),
        (json!(u64::MAX), 401),
        (json!(null), 401),
        (json!({}), 401),
    ] {
        let token = signed(&json!({"sub": subject, "exp": NOW + 60}));
        assert_eq!(answer(&auth, "/", &token).await.0, expected, "{subject}");
    }
}

#[tokio::test]
async fn longer_tokens_are_neither_accepted_nor_minted() {
    let (short, long) = (
        auth(|config| config.max_token_bytes = Some(256)),
        auth(|_| {}),
    );
    let subject = "7".repeat(200);
    let token = long.mint(&subject).token().unwrap();
    assert_eq!(answer(&long, "/", &token).await.0, 200);
    assert_eq!(answer(&short, "/", &token).await.0, 401);
    assert!(matches!(
        short.mint(&subject).token(),
        Err(MintError::TooLong(_))
    ));
}

#[test]
fn literals_say_the_same() {
    let auth = at(
        Literals {
            secret: SECRET.into(),
        },
        NOW,
    );
    let plan = Plan { plan: "pro".into() };
    let token = auth
        .mint("7")
        .scopes(["a", "b"])
        .claims(plan)
        .token()
        .unwrap();
    assert_eq!(
        payload(&token),
        json!({"user_id": 7, "scopes": ["a", "b"], "type": "access", "exp": NOW + 900, "plan": "pro"})
    );
    assert!(auth.verify(&token).is_ok());
    let long = "x".repeat(1024);
    let refused = auth.mint("7").claims(Plan { plan: long }).token();
    assert!(matches!(refused, Err(MintError::TooLong(_))));
}

#[test]
fn names_that_could_be_taken_for_another_are_start_up_errors() {
    #[derive(AuthConfig)]
    #[auth(claims = Plan)]
    struct WithClaims {
        secret: Secret,
        subject_claim: Option<String>,
        scopes_claim: Option<String>,
        token_type_claim: Option<String>,
    }
    let problem = |subject: &str, scopes: &str, token_type: &str| {
        let given = |name: &str| Some(name.to_owned()).filter(|name| name != "-");
        let config = WithClaims {
            secret: SECRET.into(),
            subject_claim: given(subject),
            scopes_claim: given(scopes),
            token_type_claim: given(token_type),
        };
        match Auth::builder(config).build() {
            Ok(_) => "none".to_owned(),
            Err(error) => error.to_string(),
        }
    };
    assert_eq!(problem("user_id", "scopes", "type"), "none");
    assert_eq!(problem("sub", "scope", "-"), "none");
    for (subject, scopes, token_type, expected) in [
        (
            "exp",
            "-",
            "-",
            "`subject_claim` (field `subject_claim`): found `exp`, which has another meaning",
        ),
        ("", "-", "-", "found an empty text"),
        (
            "plan",
            "-",
            "-",
            "found `plan`, which is one of the custom claims too",
        ),
        (
            "-",
            "plan.roles",
            "-",
            "found `plan.roles`, which is one of the custom claims too",
        ),
        ("-", "-", "cnf", "found `cnf`, which has another meaning"),
        ("x", "x", "-", "found `x`, as in `subject_claim`"),
        ("scope", "-", "-", "found `scope`, as in `scopes_claim`"),
    ] {
        let shown = problem(subject, scopes, token_type);
        assert!(shown.contains(expected), "{expected} is not in {shown}");
    }
}

#[test]
fn claims_without_a_name_and_offsets_that_no_token_has_are_start_up_errors() {
    let required = |names: &[&str]| Api {
        required_claims: Some(names.iter().map(|&name| name.to_owned()).collect()),
        ..Api::default()
    };
    let after = |seconds: f64| Api {
        not_before: Some(NotBefore::After(Duration::from_secs_f64(seconds))),
        ..Api::default()
    };
    for (config, expected) in [
        (required(&[""]), "`required_claims`"),
        (required(&["jti", "jti"]), "`jti` twice"),
        (after(0.5), "`not_before`"),
        (after(1e9), "`not_before`"),
    ] {
        let config = Api {
            secret: Some(SECRET.into()),
            ..config
        };
        let error = Auth::builder(config).build().unwrap_err().to_string();
        assert!(error.contains(expected), "{expected}: {error}");
    }
}
