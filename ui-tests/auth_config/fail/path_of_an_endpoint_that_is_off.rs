use jwt_guard::prelude::*;

#[derive(AuthConfig)]
#[auth(endpoints = "off", path_verify = "/check", username_key = "email")]
struct Api {
    secret: Secret,
}

fn main() {}
