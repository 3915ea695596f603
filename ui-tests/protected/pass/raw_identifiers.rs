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

#[derive(Scope)]
enum r#Enum {
    #[scope("read")]
    r#Read,
}

#[derive(Claim)]
struct r#type {
    #[claim(path = "app.plan")]
    r#fn: String,
}

#[protected(auth = r#struct)]
mod r#impl {
    pub async fn r#fn() {}
}

#[scoped(r#Enum::r#Read)]
mod r#loop {
    pub async fn r#fn() {}
}

#[r#protected(r#optional)]
async fn r#match(r#claims: Option<Claims>) -> bool {
    claims.is_some()
}

fn main() {
    let _ = (r#mod::r#type, r#match, r#impl::r#fn, r#loop::r#fn);
    let _ = r#type { r#fn: String::new() };
}
