use jwt_guard::prelude::*;

#[derive(Claim, serde::Serialize, serde::Deserialize)]
struct Membership {
    #[serde(rename = "tariff")]
    plan: String,
}

fn main() {}
