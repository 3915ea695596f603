use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct Api(Secret);

fn main() {}
