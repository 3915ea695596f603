use axum::extract::Path;
use jwt_guard::prelude::*;

#[scoped("team:{team")]
async fn team(Path(team): Path<String>) -> String {
    team
}

fn main() {}
