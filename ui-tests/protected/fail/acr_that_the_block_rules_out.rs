use jwt_guard::prelude::*;

struct View;

#[protected(acr = "mfa")]
impl View {
    #[protected(acr = "hardware")]
    async fn hello() {}
}

fn main() {}
