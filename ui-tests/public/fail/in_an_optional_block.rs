use jwt_guard::prelude::*;


#[protected(optional)]
mod pages {
    #[public]
    pub async fn health() {}
}

fn main() {}
