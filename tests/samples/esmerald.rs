//! The samples of Esmerald 3.5.
