use jwt_guard::prelude::*;


#[scoped("admin")]
mod admin {
    use jwt_guard::public as open;

    #[open]
    pub async fn health() {}
}

fn main() {}
