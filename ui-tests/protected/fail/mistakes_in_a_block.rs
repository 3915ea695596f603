use jwt_guard::prelude::*;

struct View;

#[protected]
impl View {
    async fn show(claims: Option<Claims>) -> String {
        claims
            .map(|claims| claims.subject().to_owned())
            .unwrap_or_default()
    }

    #[scoped("user read")]
    async fn list() -> &'static str {
        "ada, grace"
    }

    #[public]
    async fn hello(claims: Claims) -> String {
        claims.subject().to_owned()
    }
}

fn main() {}
