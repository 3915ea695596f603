use jwt_guard::prelude::*;

trait Page {
    #[protected]
    async fn show() -> &'static str {
        "hello"
    }
}

fn main() {}
