use std::collections::HashMap;

use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[serde(flatten)]
    others: HashMap<String, String>,
}

fn main() {}
