use jwt_guard::prelude::*;

#[derive(Scope)]
struct Permission;

fn main() {}
