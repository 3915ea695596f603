//! The file of a module; `fail/on_module_in_a_file.rs` puts an attribute on it from outside.

#[allow(dead_code)]
pub async fn hello() -> &'static str {
    "hello"
}
