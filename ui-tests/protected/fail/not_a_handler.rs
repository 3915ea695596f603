use jwt_guard::prelude::*;

struct View;

#[protected]
impl View {
    #[not_a_handler]
    #[scoped("user:read")]
    async fn list() -> &'static str {
        "ada, grace"
    }

    async fn show() -> &'static str {
        "ada"
    }
}

fn main() {}
