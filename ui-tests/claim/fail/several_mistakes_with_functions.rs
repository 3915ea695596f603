use jwt_guard::prelude::*;

#[derive(Claim)]
struct Membership {
    #[claim(verify = "is_known", setup = plan_of)]
    plan: String,
    #[claim(default, optional)]
    team: Option<String>,
    #[claim(path = "level", defualt)]
    level: u8,
}

fn main() {}
