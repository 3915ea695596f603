//! Newtypes: a type that is one claim.

use super::*;

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
