use jwt_guard::prelude::*;

trait Page {
    async fn show() -> &'static str;
}

struct View;

impl Page for View {
    #[protected]
    async fn show() -> &'static str {
        "hello"
    }
}

fn main() {}
