use axum::extract::Path;
use jwt_guard::prelude::*;

#[derive(AuthConfig)]
struct r#struct {
    secret: Secret,
}

mod r#mod {
    use jwt_guard::prelude::*;

    #[protected(auth = super::r#struct)]
    pub async fn r#type(axum::extract::Path(r#fn): super::Path<String>, r#in: Claims) -> String {
        r#fn + r#in.subject()
    }
}

#[r#protected(r#optional)]
async fn r#match(r#claims: Option<Claims>) -> bool {
    claims.is_some()
}

fn main() {
    let _ = (r#mod::r#type, r#match);
}
