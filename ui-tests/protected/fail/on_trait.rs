use jwt_guard::prelude::*;

#[protected]
trait Page {
    fn title() -> String;
}

fn main() {}
