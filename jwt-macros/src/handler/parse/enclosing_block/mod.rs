//! The block around an attribute, read from the source file.
//!
//! The compiler does not tell an attribute that its function stands in an `impl` block, and there the items beside a handler
//! are syntax errors of the compiler. So the file is consulted for one purpose, a better message: where it cannot be read, or
//! says nothing, the compiler's errors are all there is.

mod associated_block;
mod scan;

use std::fs;

pub(crate) use self::associated_block::AssociatedBlock;

impl AssociatedBlock {
    /// The block in which the attribute that is expanded stands on an item.
    pub(crate) fn of_attribute() -> Option<Self> {
        // Unit tests expand outside of the compiler.
        if !proc_macro::is_available() {
            return None;
        }
        let attribute = proc_macro::Span::call_site();
        // Most handlers are at the top of a file, which need not be read for them.
        if attribute.column() == 1 {
            return None;
        }
        let source = fs::read_to_string(attribute.local_file()?).ok()?;
        let (before, at) = split(&source, attribute.line(), attribute.column())?;
        // An editor can expand a text that is not saved.
        if !at.starts_with(&attribute.source_text()?) || is_in_module_or_function(before) {
            return None;
        }
        scan::innermost_block(before)
    }
}

/// Splits a text at a place. Lines and columns are counted from one, columns in characters.
fn split(source: &str, line: usize, column: usize) -> Option<(&str, &str)> {
    let lines = source.split_inclusive('\n').take(line.checked_sub(1)?);
    let line_start: usize = lines.map(str::len).sum();
    let rest = source.get(line_start..)?;
    let (in_line, _) = rest.char_indices().nth(column.checked_sub(1)?)?;
    source.split_at_checked(line_start.checked_add(in_line)?)
}

/// Whether the line above that is indented less begins a module or a function, which saves reading all lines before it.
fn is_in_module_or_function(before: &str) -> bool {
    let mut lines = before.rsplit('\n');
    let indentation = |line: &str| line.len().saturating_sub(line.trim_start().len());
    let Some(own) = lines.next().filter(|own| own.trim().is_empty()) else {
        return false;
    };
    let mut around = lines.filter(|line| !line.trim().is_empty() && indentation(line) < own.len());
    around.next().is_some_and(|line| {
        let mut words = line.split_whitespace();
        let keyword = words.find(|word| {
            !word.starts_with("pub") && !matches!(*word, "async" | "const" | "unsafe")
        });
        matches!(keyword, Some("mod" | "fn"))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_found_by_line_and_column() {
        let source = "é\r\n  é#b\nc";
        assert_eq!(split(source, 2, 4), Some(("é\r\n  é", "#b\nc")));
        assert_eq!(split(source, 1, 1), Some(("", source)));
        assert_eq!(split(source, 3, 1), Some(("é\r\n  é#b\n", "c")));
        for (line, column) in [(0, 1), (1, 0), (4, 1), (3, 9)] {
            assert_eq!(split(source, line, column), None, "{line}:{column}");
        }
    }

    #[test]
    fn a_line_that_begins_a_module_or_a_function_is_enough() {
        for before in [
            "mod a {\n    ",
            "pub(crate) mod a {\n    fn b() {}\n\n    ",
            "async fn a() {\n  ",
        ] {
            assert!(is_in_module_or_function(before), "{before}");
        }
        for before in [
            "",
            "impl A { ",
            "trait A { fn b();\n    ",
            "mod a {\n    impl A {\n        ",
            "impl A {\n    fn b() {\n    }\n\n    ",
            "#[a]\n",
        ] {
            assert!(!is_in_module_or_function(before), "{before}");
        }
    }
}
