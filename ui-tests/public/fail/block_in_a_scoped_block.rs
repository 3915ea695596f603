use jwt_guard::prelude::*;


#[scoped("admin")]
mod admin {
    #[public]
    pub mod help {
        pub async fn page() {}
    }
}

fn main() {}
