//! `#[derive(Claim)]`: required and optional claims, and their validation.

use std::cell::Cell;

use aws_lc_rs::hmac::HMAC_SHA256;
use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::clock::FrozenClock;
use jwt_guard::prelude::*;
use jwt_guard::token::{MintError, TokenError, TokenType};
use serde_json::{Value, json};

use crate::app::{Answer, NOW, SECRET, get_as, get_with, send};
use crate::tokens::signed_with;

#[derive(Claim, Debug, Clone)]
struct Membership {
    #[claim(verify = is_known_plan)]
    plan: String,
    /// Looked at only if it is there.
    #[claim(verify = is_a_team)]
    team: Option<String>,
    #[claim(default, verify = is_at_most_five)]
    level: u8,
    #[claim(default = beginner)]
    title: String,
    #[claim(path = "realm_access.roles", default)]
    roles: Vec<String>,
    #[claim(path = "realm_access.groups.main")]
    group: Option<String>,
    /// A name with dots in it, which leads nowhere.
    #[claim(name = "https://example.com/seats")]
    seats: Option<u32>,
}

thread_local! {
    static PLANS_LOOKED_AT: Cell<u32> = const { Cell::new(0) };
}

fn is_known_plan(plan: &str) -> bool {
    PLANS_LOOKED_AT.set(PLANS_LOOKED_AT.get() + 1);
    ["basic", "pro"].contains(&plan)
}

fn is_a_team(team: &str) -> Result<(), &'static str> {
    if team.is_empty() {
        Err("a team has a name")
    } else {
        Ok(())
    }
}

fn is_at_most_five(level: &u8) -> bool {
    *level <= 5
}

fn beginner() -> String {
    "beginner".into()
}

#[derive(AuthConfig)]
#[auth(issuer = "https://api.example.com", audience = "api", claims = Membership)]
struct Api {
    secret: Secret,
}

#[protected]
async fn membership(claims: Claims<Membership>) -> String {
    format!("{:?}", *claims)
}

#[scoped("admin")]
async fn admin() {}

fn auth() -> Auth<Api> {
    Auth::builder(Api {
        secret: SECRET.into(),
    })
    .clock(FrozenClock::at(NOW))
    .build()
    .unwrap()
}

fn app(auth: &Auth<Api>) -> GuardedRouter {
    GuardedRouter::new()
        .route("/", get(membership))
        .route("/admin", get(admin))
        .with_state(auth.clone())
}

/// A token of the usual claims and these.
fn token_with(members: Value) -> String {
    let mut claims = json!({
        "iss": "https://api.example.com", "aud": "api", "sub": "1", "exp": NOW + 900, "iat": NOW,
        "jti": "a", "plan": "pro",
    });
    for (name, value) in members.as_object().unwrap() {
        claims[name] = value.clone();
    }
    signed_with(
        r#"{"typ":"at+jwt","alg":"HS256"}"#,
        claims.to_string().as_bytes(),
        HMAC_SHA256,
        SECRET,
    )
}

fn refusal(members: Value) -> Option<TokenError> {
    auth().verify(&token_with(members)).err()
}

fn payload(token: &str) -> Value {
    let payload = token.split('.').nth(1).unwrap();
    serde_json::from_slice(&BASE64.decode_to_vec(payload).unwrap()).unwrap()
}

fn basic() -> Membership {
    Membership {
        plan: "basic".into(),
        team: None,
        level: 0,
        title: beginner(),
        roles: Vec::new(),
        group: None,
        seats: None,
    }
}

#[tokio::test]
async fn what_may_be_absent_has_its_default() {
    let verified = auth().verify(&token_with(json!({}))).unwrap();
    let Membership {
        team,
        level,
        title,
        roles,
        group,
        seats,
        ..
    } = verified.claims().clone();
    assert_eq!((team, level, title.as_str()), (None, 0, "beginner"));
    assert_eq!((roles, group, seats), (vec![], None, None));
}

#[tokio::test]
async fn a_required_claim_that_is_absent_or_of_another_type_is_401() {
    let app = app(&auth());
    let answer = get_as(&app, "/", Some(&token_with(json!({ "plan": 5 })))).await;
    assert_eq!(answer.0, 401);
    assert!(answer.1.contains("invalid_token"), "{}", answer.1);
    for (members, claim) in [
        (json!({ "plan": null }), "plan"),
        (json!({ "level": "1" }), "level"),
    ] {
        assert_eq!(
            refusal(members),
            Some(TokenError::UnreadableClaim(claim.into()))
        );
    }
    let absent = r#"{"iss":"https://api.example.com","aud":"api","sub":"1","exp":1800000900}"#;
    let header = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    let token = |claims: &str| signed_with(header, claims.as_bytes(), HMAC_SHA256, SECRET);
    let refusal = |claims: &str| auth().verify(&token(claims)).err();
    assert_eq!(
        refusal(absent),
        Some(TokenError::RequiredClaim("plan".into()))
    );
    for broken in [absent.strip_suffix('}').unwrap(), "[]", "5"] {
        assert_eq!(refusal(broken), Some(TokenError::Malformed), "{broken}");
    }
}

#[tokio::test]
async fn nested_claims_are_found_at_their_path() {
    let nested =
        json!({"realm_access": {"other": 1, "roles": ["a", "b"], "groups": {"main": "x"}}});
    let verified = auth().verify(&token_with(nested)).unwrap();
    assert_eq!(verified.custom().roles, ["a", "b"]);
    assert_eq!(verified.custom().group.as_deref(), Some("x"));
    let partly = json!({"realm_access": {"groups": {}}});
    let verified = auth().verify(&token_with(partly)).unwrap();
    assert!(verified.custom().roles.is_empty() && verified.custom().group.is_none());
}

#[tokio::test]
async fn what_stands_on_the_path_must_be_objects() {
    for wrong in [
        json!(5),
        json!(["roles"]),
        json!({"roles": "a"}),
        json!({"groups": "main"}),
    ] {
        let members = json!({ "realm_access": wrong });
        assert_eq!(
            refusal(members.clone()),
            Some(TokenError::UnreadableClaim("realm_access".into())),
            "{members}"
        );
    }
}

#[tokio::test]
async fn a_claim_whose_name_looks_like_the_path_is_another_claim() {
    let literal = json!({"realm_access.roles": ["admin"], "https://example": {"com/seats": 3}});
    let verified = auth().verify(&token_with(literal)).unwrap();
    assert!(verified.custom().roles.is_empty());
    assert_eq!(verified.custom().seats, None);
    let named = json!({"https://example.com/seats": 3});
    let verified = auth().verify(&token_with(named)).unwrap();
    assert_eq!(verified.custom().seats, Some(3));
}

#[test]
fn names_come_once_in_nested_objects_too() {
    let claims = format!(
        r#"{{"iss":"https://api.example.com","aud":"api","sub":"1","exp":{},"plan":"pro","realm_access":{{"roles":[],"roles":["admin"]}}}}"#,
        NOW + 900
    );
    let header = r#"{"typ":"at+jwt","alg":"HS256"}"#;
    let token = signed_with(header, claims.as_bytes(), HMAC_SHA256, SECRET);
    assert_eq!(
        auth().verify(&token).err(),
        Some(TokenError::UnreadableClaim("realm_access".into()))
    );
}

#[test]
fn nested_claims_are_minted_where_they_are_read() {
    let claims = Membership {
        roles: vec!["editor".into()],
        group: Some("main".into()),
        ..basic()
    };
    let token = auth().mint("1").claims(claims).token().unwrap();
    assert_eq!(
        payload(&token)["realm_access"],
        json!({"roles": ["editor"], "groups": {"main": "main"}})
    );
    let verified = auth().verify(&token).unwrap();
    assert_eq!(verified.custom().roles, ["editor"]);
    assert_eq!(verified.custom().group.as_deref(), Some("main"));
    let without = payload(&auth().mint("1").claims(basic()).token().unwrap());
    assert_eq!(
        without["realm_access"],
        json!({"roles": []}),
        "an empty group is left out"
    );
}

#[tokio::test]
async fn a_value_that_verify_refuses_is_401_and_the_error_names_the_claim_alone() {
    let answer = get_as(
        &app(&auth()),
        "/",
        Some(&token_with(json!({ "plan": "golden" }))),
    )
    .await;
    assert_eq!(answer.0, 401);
    assert!(answer.1.contains("invalid_token"), "{}", answer.1);
    let refused = refusal(json!({ "plan": "golden" })).unwrap();
    assert_eq!(refused, TokenError::Claim("plan"));
    let shown = format!("{refused} {refused:?}");
    assert!(
        shown.contains("`plan`") && !shown.contains("golden"),
        "{shown}"
    );
    assert_eq!(
        refusal(json!({ "level": 6 })),
        Some(TokenError::Claim("level"))
    );
}

#[tokio::test]
async fn a_client_learns_the_name_of_a_claim_with_full_detail_alone_and_its_value_never() {
    #[derive(AuthConfig)]
    #[auth(audience = "api", issuer = "https://api.example.com", claims = Membership, required_claims = ["device"])]
    struct Service {
        secret: Secret,
        error_detail: Option<String>,
    }
    let service = |detail: Option<&str>| {
        let secret = SECRET.into();
        let error_detail = detail.map(str::to_owned);
        let auth = Auth::builder(Service {
            secret,
            error_detail,
        });
        let auth = auth.clock(FrozenClock::at(NOW)).build().unwrap();
        GuardedRouter::new()
            .route("/", get(membership))
            .with_state(auth)
    };
    let (terse, full) = (service(None), service(Some("full")));
    let unread = json!({"plan": ["golden"], "device": 1});
    let refused = json!({"plan": "golden", "device": 1});
    for (members, says) in [
        (
            json!({}),
            "the token lacks the claim `device`, which is required",
        ),
        (
            unread,
            "the token's claim `plan` has a value that cannot be read",
        ),
        (
            refused,
            "the token's claim `plan` has a value that is refused",
        ),
    ] {
        let token = token_with(members);
        let described = |answer: &Answer| {
            assert_eq!(answer.status, 401);
            assert!(!answer.body.contains("golden"), "{}", answer.body);
            let challenge = answer.challenge().unwrap();
            let description = answer.json()["error_description"].clone();
            format!("{} {challenge}", description.as_str().unwrap())
        };
        let answer = described(&send(&full, get_with("/", &token)).await);
        assert_eq!(answer.matches(says).count(), 2, "{answer}");
        let answer = described(&send(&terse, get_with("/", &token)).await);
        for name in ["device", "plan"] {
            assert!(!answer.contains(name), "{answer}");
        }
    }
}

#[test]
fn verify_may_answer_with_a_result_and_is_not_asked_about_an_absent_option() {
    assert_eq!(
        refusal(json!({ "team": "" })),
        Some(TokenError::Claim("team"))
    );
    assert_eq!(refusal(json!({ "team": "red" })), None);
    assert_eq!(refusal(json!({})), None);
    assert_eq!(refusal(json!({ "team": null })), None, "null is no team");
}

/// Each of these tokens has a plan that is refused, and something else wrong that is found before or after it.
#[tokio::test]
async fn verify_comes_after_the_registered_claims_and_before_scopes() {
    for (name, value, expected) in [
        ("exp", json!(NOW - 900), TokenError::Expired),
        ("nbf", json!(NOW + 900), TokenError::NotYetValid),
        ("iss", json!("https://else.example.com"), TokenError::Issuer),
        ("aud", json!("other"), TokenError::Audience),
        ("sub", json!(""), TokenError::Subject),
        ("cnf", json!({"jkt": "x"}), TokenError::SenderConstrained),
    ] {
        assert_eq!(
            refusal(json!({ "plan": "golden", name: value })),
            Some(expected),
            "{name}"
        );
    }
    let other = TokenType::new("invitation+jwt").unwrap();
    let token = token_with(json!({ "plan": "golden" }));
    assert_eq!(
        auth().verify_as(&other, &token).err(),
        Some(TokenError::Type)
    );
    let answer = get_as(&app(&auth()), "/admin", Some(&token)).await;
    assert_eq!(answer.0, 401, "not 403: scopes come later");
}

#[tokio::test]
async fn verify_runs_once_for_each_token() {
    let (auth, token) = (auth(), token_with(json!({})));
    let app = app(&auth);
    let before = PLANS_LOOKED_AT.get();
    for _ in 0..3 {
        assert_eq!(get_as(&app, "/", Some(&token)).await.0, 200);
    }
    assert_eq!(PLANS_LOOKED_AT.get() - before, 1);
    let refused = token_with(json!({ "plan": "golden" }));
    for _ in 0..2 {
        assert_eq!(get_as(&app, "/", Some(&refused)).await.0, 401);
    }
}

#[test]
fn what_verify_would_refuse_is_not_minted() {
    let refused = |claims| match auth().mint("1").claims(claims).token() {
        Err(MintError::Claim(name)) => Some(name),
        _ => None,
    };
    let plan = "golden".into();
    assert_eq!(refused(Membership { plan, ..basic() }), Some("plan"));
    assert_eq!(
        refused(Membership {
            level: 6,
            ..basic()
        }),
        Some("level")
    );
    assert_eq!(refused(basic()), None);
    let plan = "golden".into();
    let error = auth()
        .mint("1")
        .claims(Membership { plan, ..basic() })
        .token();
    let shown = error.unwrap_err().to_string();
    assert!(
        shown.contains("`plan`") && !shown.contains("golden"),
        "{shown}"
    );
}

/// One claim, whose name is that of the type.
#[derive(Claim, Debug)]
struct AccountPlan(String);

#[derive(Claim, Debug)]
#[claim(name = "https://example.com/seats", verify = some, default = one)]
struct Seats(u32);

fn some(seats: &u32) -> bool {
    *seats > 0
}

fn one() -> u32 {
    1
}

#[derive(Claim, Debug)]
#[claim(path = "app.team")]
struct Team(Option<String>);

macro_rules! of_one_claim {
    ($config:ident, $claim:ident) => {
        #[derive(AuthConfig)]
        #[auth(claims = $claim)]
        struct $config {
            secret: Secret,
        }

        impl $config {
            fn auth() -> Auth<Self> {
                let secret = SECRET.into();
                let auth = Auth::builder(Self { secret });
                auth.clock(FrozenClock::at(NOW)).build().unwrap()
            }
        }
    };
}

of_one_claim!(WithPlan, AccountPlan);
of_one_claim!(WithSeats, Seats);
of_one_claim!(WithTeam, Team);

#[protected]
async fn plan(claims: Claims<AccountPlan>) -> String {
    claims.0.clone()
}

#[tokio::test]
async fn a_newtype_is_one_claim() {
    let auth = WithPlan::auth();
    let token = auth
        .mint("1")
        .claims(AccountPlan("pro".into()))
        .token()
        .unwrap();
    assert_eq!(payload(&token)["account_plan"], "pro");
    let app: GuardedRouter = GuardedRouter::new()
        .route("/", get(plan))
        .with_state(auth.clone());
    assert_eq!(get_as(&app, "/", Some(&token)).await, (200, "pro".into()));
    assert!(matches!(
        auth.mint("1").token(),
        Err(MintError::MissingClaims(["account_plan"]))
    ));
}

#[test]
fn the_options_of_a_newtype_stand_above_it() {
    let auth = WithSeats::auth();
    let token = auth.mint("1").claims(Seats(3)).token().unwrap();
    assert_eq!(payload(&token)["https://example.com/seats"], 3);
    assert_eq!(auth.verify(&token).unwrap().custom().0, 3);
    let none = auth.mint("1").claims(Seats(0)).token();
    assert!(matches!(
        none,
        Err(MintError::Claim("https://example.com/seats"))
    ));
    let unset = auth.mint("1").token().unwrap();
    assert_eq!(payload(&unset)["https://example.com/seats"], 1);

    let auth = WithTeam::auth();
    let token = auth
        .mint("1")
        .claims(Team(Some("red".into())))
        .token()
        .unwrap();
    assert_eq!(payload(&token)["app"], json!({"team": "red"}));
    assert_eq!(
        auth.verify(&token).unwrap().custom().0.as_deref(),
        Some("red")
    );
    assert_eq!(payload(&auth.mint("1").token().unwrap()).get("app"), None);
}
