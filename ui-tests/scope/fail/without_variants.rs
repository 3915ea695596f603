use jwt_guard::prelude::*;

#[derive(Scope)]
enum Permission {}

fn main() {}
