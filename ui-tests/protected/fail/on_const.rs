use jwt_guard::prelude::*;

#[protected]
const GREETING: &str = "hello";

fn main() {
    assert_eq!(GREETING, "hello");
}
