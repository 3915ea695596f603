use jwt_guard::prelude::*;

#[protected]
#[path = "../views.rs"]
mod views;

fn main() {}
