use jwt_guard::prelude::*;


struct View;

#[protected(max_age = "5m")]
impl View {
    #[jwt_guard::public]
    async fn health() {}
}

fn main() {}
