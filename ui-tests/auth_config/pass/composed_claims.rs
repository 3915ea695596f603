use jwt_guard::claim::ExtraClaims;
use jwt_guard::prelude::*;

mod other_crate {
    use jwt_guard::prelude::*;

    #[derive(Claim)]
    pub struct Plan(pub String);

    #[derive(Claim)]
    pub struct Team {
        pub team: Option<String>,
    }
}

use other_crate::{Plan, Team};

#[derive(AuthConfig)]
#[auth(claims = (Plan, Team), extra_verifications(is_known, other::has_team::<true>))]
struct Api {
    secret: Secret,
}

/// The same types in another configuration.
#[derive(AuthConfig)]
#[auth(claims = (Team, Plan, ExtraClaims))]
struct Admin {
    secret: Secret,
}

#[derive(AuthConfig)]
#[auth(claims = (Plan,))]
struct One {
    secret: Secret,
}

fn is_known(claims: &Claims<Plan>) -> bool {
    claims.0 == "pro"
}

mod other {
    use super::{Claims, Team};

    pub fn has_team<const WITHOUT: bool>(claims: &Claims<Team>) -> Result<(), String> {
        if WITHOUT || claims.team.is_some() {
            Ok(())
        } else {
            Err("no team".into())
        }
    }
}

fn main() {
    let secret = || Secret::random().unwrap();
    let api = Auth::builder(Api { secret: secret() }).build().unwrap();
    let admin = Auth::builder(Admin { secret: secret() }).build().unwrap();
    let one = Auth::builder(One { secret: secret() }).build().unwrap();
    let plan = || Plan("pro".into());
    let token = api.mint("1").claims((plan(), Team { team: None })).token();
    assert_eq!(api.verify(&token.unwrap()).unwrap().claims().0.0, "pro");
    let token = admin.mint("1").claims((Team { team: None }, plan(), ExtraClaims::default()));
    assert!(admin.verify(&token.token().unwrap()).is_ok());
    let token = one.mint("1").claims((plan(),)).token();
    assert_eq!(one.verify(&token.unwrap()).unwrap().claims().0.0, "pro");
}
