//! Keys as text: PEM or a JSON Web Key, in a setting or in a file that it names.

mod key_text;
mod pem;

pub use key_text::{KeyText, key_text};
