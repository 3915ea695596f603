use jwt_guard::prelude::*;

#[derive(AuthConfig)]
enum Api {
    Test,
    Production,
}

fn main() {}
