
/// A query that handlers take.
#[derive(serde::Deserialize)]
pub struct Page {
    pub number: u32,
}
