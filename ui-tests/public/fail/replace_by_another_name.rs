use jwt_guard::prelude::*;


#[scoped("admin")]
mod admin {
    use jwt_guard::public as open;

    #[open(replace)]
    pub async fn health() {}
}

fn main() {}
