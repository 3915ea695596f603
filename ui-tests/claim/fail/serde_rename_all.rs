use jwt_guard::prelude::*;

#[derive(Claim, serde::Serialize, serde::Deserialize)]
#[serde(rename_all = "camelCase")]
struct Membership {
    team_name: String,
}

fn main() {}
