use jwt_guard::prelude::*;


#[scoped("admin")]
mod admin {
    use jwt_guard::prelude::*;

    #[protected(optional)]
    pub async fn page(claims: Option<Claims>) {
        drop(claims);
    }
}

fn main() {}
