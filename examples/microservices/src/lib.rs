//! Three services: `accounts` signs tokens, `orders` and `invoices` verify them.

pub mod accounts;
pub mod invoices;
pub mod orders;
