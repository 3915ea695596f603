use jwt_guard::prelude::*;

#[derive(Default)]
struct Envelope;

#[derive(AuthConfig)]
#[auth(responses = Envelope)]
struct Api {
    secret: Secret,
}

fn main() {}
