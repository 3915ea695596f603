use jwt_guard::prelude::*;

#[protected]
const fn hello() -> &'static str {
    "hello"
}

fn main() {
    hello();
}
