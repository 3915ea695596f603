//! Several types of claims in one token: `claims = (Membership, Plan)`.

use base64_simd::URL_SAFE_NO_PAD as BASE64;
use jwt_guard::claim::ExtraClaims;
use jwt_guard::clock::FrozenClock;
use jwt_guard::guard::Guard;
use jwt_guard::prelude::*;
use jwt_guard::token::{MintError, TokenError};
use serde_json::{Value, json};

use crate::fixtures::app::{NOW, SECRET, get_as};

#[derive(Claim, Debug)]
struct Membership {
    team: String,
    level: Option<u8>,
}

#[derive(Claim, Debug)]
#[claim(verify = is_known)]
struct Plan(String);

fn is_known(plan: &str) -> bool {
    plan != "golden"
}

#[derive(AuthConfig)]
#[auth(claims = (Membership, Plan, ExtraClaims))]
struct Api {
    secret: Secret,
}

fn auth() -> Auth<Api> {
    let auth = Auth::builder(Api {
        secret: SECRET.into(),
    });
    auth.clock(FrozenClock::at(NOW)).build().unwrap()
}

fn claims(plan: &str) -> (Membership, Plan, ExtraClaims) {
    let membership = Membership {
        team: "red".into(),
        level: None,
    };
    let extra = [("locale".to_owned(), json!("cs"))].into_iter().collect();
    (membership, Plan(plan.into()), extra)
}

fn token() -> String {
    auth().mint("1").claims(claims("pro")).token().unwrap()
}

#[protected]
async fn membership(claims: Claims<Membership>) -> String {
    format!("{} of {}", claims.subject(), claims.team)
}

#[protected]
async fn plan(claims: Claims<Plan>) -> String {
    claims.0.clone()
}

#[protected]
async fn both(membership: Claims<Membership>, plan: Claims<Plan>) -> String {
    format!("{} on {}", membership.team, plan.0)
}

#[protected]
async fn all(claims: Claims<(Membership, Plan, ExtraClaims)>) -> String {
    let (membership, plan, extra) = &*claims;
    let locale = extra.get("locale").and_then(Value::as_str);
    format!("{} {} {}", membership.team, plan.0, locale.unwrap_or("?"))
}

#[protected]
async fn registered(claims: Claims) -> String {
    claims.subject().to_owned()
}

#[protected(optional)]
async fn optional(plan: Option<Claims<Plan>>) -> String {
    plan.map_or("nobody".into(), |plan| plan.0.clone())
}

type Aliased = Claims<Plan>;

/// The attribute sees only the alias, so the claims come by the request's extensions.
#[protected]
async fn aliased(plan: Aliased) -> String {
    plan.0.clone()
}

fn app() -> GuardedRouter {
    GuardedRouter::new()
        .route("/membership", get(membership))
        .route("/plan", get(plan))
        .route("/both", get(both))
        .route("/all", get(all))
        .route("/registered", get(registered))
        .route("/optional", get(optional))
        .route("/aliased", get(aliased))
        .with_state(auth())
}

#[tokio::test]
async fn a_handler_asks_for_one_type_for_several_or_for_all() {
    let (app, token) = (app(), token());
    for (path, expected) in [
        ("/membership", "1 of red"),
        ("/plan", "pro"),
        ("/both", "red on pro"),
        ("/all", "red pro cs"),
        ("/registered", "1"),
        ("/optional", "pro"),
        ("/aliased", "pro"),
    ] {
        assert_eq!(
            get_as(&app, path, Some(&token)).await,
            (200, expected.into()),
            "{path}"
        );
    }
    assert_eq!(
        get_as(&app, "/optional", None).await,
        (200, "nobody".into())
    );
    assert_eq!(get_as(&app, "/plan", None).await.0, 401);
}

#[test]
fn all_types_stand_side_by_side_in_the_token() {
    let token = token();
    let payload = token.split('.').nth(1).unwrap();
    let payload: Value = serde_json::from_slice(&BASE64.decode_to_vec(payload).unwrap()).unwrap();
    assert_eq!(
        (&payload["team"], &payload["plan"], &payload["locale"]),
        (&json!("red"), &json!("pro"), &json!("cs"))
    );
    let verified = auth().verify(&token).unwrap();
    let (_, _, extra) = verified.claims();
    assert_eq!(extra.iter().count(), 1, "the others have their types");
}

#[test]
fn what_one_type_requires_or_refuses_holds_for_the_token() {
    let golden = auth().mint("1").claims(claims("golden")).token();
    assert!(matches!(golden, Err(MintError::Claim("plan"))));
    let unset = auth().mint("1").token();
    assert!(matches!(
        unset,
        Err(MintError::MissingClaims(["team", "plan"]))
    ));
    assert_eq!(<(Membership, Plan)>::NAMES, ["team", "level", "plan"]);

    #[derive(AuthConfig)]
    #[auth(claims = Membership)]
    struct Other {
        secret: Secret,
    }
    let other = Auth::builder(Other {
        secret: SECRET.into(),
    });
    let other = other.clock(FrozenClock::at(NOW)).build().unwrap();
    let (membership, _, _) = claims("pro");
    let without_plan = other.mint("1").claims(membership).token().unwrap();
    assert_eq!(
        auth().verify(&without_plan).err(),
        Some(TokenError::RequiredClaim("plan".into()))
    );
}

#[test]
fn a_part_is_shared_not_copied() {
    let verified = auth().verify(&token()).unwrap();
    let (membership, _, _) = verified.claims();
    let part: Claims<Membership> = verified.clone().into();
    assert!(std::ptr::eq(membership, &*part));
}

#[tokio::test]
async fn a_part_can_be_handed_to_a_handler_in_a_unit_test() {
    let verified = auth().verify(&token()).unwrap();
    assert_eq!(plan(Guard::granted(verified.into())).await, "pro");
}

#[test]
fn handing_a_part_of_a_remembered_token_over_allocates_nothing() {
    let (auth, token) = (auth(), token());
    auth.verify(&token).unwrap();
    let counted = allocation_counter::measure(|| {
        let part: Claims<Plan> = auth.verify(&token).unwrap().into();
        assert_eq!(part.0, "pro");
    });
    assert_eq!(counted.count_total, 0);
}
