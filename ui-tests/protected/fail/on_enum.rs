use jwt_guard::prelude::*;

#[protected]
enum View {
    List,
    Detail,
}

fn main() {}
