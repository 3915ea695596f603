use jwt_guard::prelude::*;

struct Users;

#[derive(AuthConfig)]
#[auth(users = Users)]
struct Api {
    secret: Secret,
}

fn main() {}
