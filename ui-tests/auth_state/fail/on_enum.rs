use jwt_guard::prelude::*;

#[derive(Clone, AuthState)]
enum App {
    Test,
    Production,
}

fn main() {}
