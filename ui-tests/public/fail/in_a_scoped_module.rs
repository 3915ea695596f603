use jwt_guard::prelude::*;


#[scoped("admin")]
mod admin {
    #[public]
    pub async fn health() {}
}

fn main() {}
