use jwt_guard::prelude::*;

#[protected]
struct View {
    name: String,
}

fn main() {}
