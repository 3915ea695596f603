//! The code that fuzz targets share: a service whose tokens are known, and a second implementation of the rules to compare
//! with.

pub mod case;
pub mod difference;
pub mod json;
pub mod oracle;
pub mod service;
