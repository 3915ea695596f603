use jwt_guard::prelude::*;

trait Page {
    #[protected]
    async fn show() -> String;
}

fn main() {}
