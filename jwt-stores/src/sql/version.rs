//! Which scripts bring the tables up to date.

use jwt_core::session::StoreError;

/// The scripts that must still run on tables of the version `found`, which is 0 if there are no tables yet.
pub(crate) fn missing<'a>(
    found: i64,
    scripts: &'a [&'static str],
) -> Result<&'a [&'static str], StoreError> {
    let missing = usize::try_from(found)
        .ok()
        .and_then(|found| scripts.get(found..));
    missing.ok_or_else(|| {
        StoreError::unexpected(format!(
            "its tables are of version {found}, and this version of jwt-guard knows those up to {}: update this \
             service, or give it another database",
            scripts.len(),
        ))
    })
}

#[cfg(test)]
mod tests {
    use std::error::Error;

    use super::missing;

    #[test]
    fn each_script_runs_once_and_in_order() {
        let scripts = ["one", "two", "three"];
        assert_eq!(missing(0, &scripts).unwrap(), scripts);
        assert_eq!(missing(1, &scripts).unwrap(), ["two", "three"]);
        assert_eq!(missing(3, &scripts).unwrap(), [""; 0]);
    }

    #[test]
    fn tables_of_an_unknown_version_are_refused() {
        for found in [2, 7, i64::MAX, -1] {
            let error = missing(found, &["one"]).unwrap_err();
            let text = error.source().unwrap().to_string();
            assert!(text.contains(&format!("of version {found},")), "{text}");
        }
    }
}
