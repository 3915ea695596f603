use jwt_guard::prelude::*;
use jwt_guard::response::Responses;

struct Envelope {
    prefix: String,
}

impl Responses for Envelope {}

#[derive(AuthConfig)]
#[auth(responses = Envelope)]
struct Api {
    secret: Secret,
}

fn main() {}
