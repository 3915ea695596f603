//! The packages to be published: each has the texts of its licences, and none has a private key.

use std::env;
use std::ffi::OsString;
use std::fs;
use std::io;
use std::path::Path;
use std::process::Command;

/// Package and folder, as in the manifest of the workspace.
const PACKAGES: [(&str, &str); 6] = [
    ("jwt-syntax", "jwt-syntax"),
    ("jwt-core", "jwt-core"),
    ("jwt-macros", "jwt-macros"),
    ("jwt-runtime", "jwt-runtime"),
    ("jwt-stores", "jwt-stores"),
    ("jwt-guard", "."),
];

const LICENCES: [&str; 2] = ["LICENSE-APACHE", "LICENSE-MIT"];

/// Whether all packages are as they should be; prints the problems.
pub(super) fn check() -> io::Result<bool> {
    let mut problems = Vec::new();
    for (package, folder) in PACKAGES {
        let files = files(package)?;
        for licence in LICENCES {
            if !files.iter().any(|file| file == licence) {
                problems.push(format!("{package} is packaged without {licence}"));
            }
        }
        for file in &files {
            // Files that cargo generates do not exist.
            let Ok(content) = fs::read(Path::new(folder).join(file)) else {
                continue;
            };
            if has_private_key(&String::from_utf8_lossy(&content)) {
                problems.push(format!(
                    "{package} is packaged with a private key in {file}"
                ));
            }
        }
        println!("{package}: {} files", files.len());
    }
    for problem in &problems {
        eprintln!("error: {problem}");
    }
    Ok(problems.is_empty())
}

fn files(package: &str) -> io::Result<Vec<String>> {
    let cargo = env::var_os("CARGO").unwrap_or_else(|| OsString::from("cargo"));
    let listed = Command::new(cargo)
        .args(["package", "--list", "--allow-dirty", "--package", package])
        .output()?;
    if !listed.status.success() {
        let told = String::from_utf8_lossy(&listed.stderr).into_owned();
        return Err(io::Error::other(told));
    }
    let listed = String::from_utf8_lossy(&listed.stdout);
    Ok(listed.lines().map(str::to_owned).collect())
}

/// PEM with its content, or a private or symmetric JSON Web Key with its value (RFC 7518 §6).
fn has_private_key(text: &str) -> bool {
    has_private_pem(text) || ["d", "k"].iter().any(|member| has_member(text, member))
}

/// The label alone is no key: code that reads keys contains it.
fn has_private_pem(text: &str) -> bool {
    text.split("PRIVATE KEY-----").skip(1).any(|content| {
        // In a string of Rust or JSON, a line ends in `\n`.
        let content = content.trim_start_matches("\\n").trim_start();
        content
            .chars()
            .take_while(char::is_ascii_alphanumeric)
            .count()
            >= 16
    })
}

fn has_member(text: &str, member: &str) -> bool {
    let text: String = text
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '\\')
        .collect();
    text.split(&format!("\"{member}\":\""))
        .skip(1)
        .any(|value| {
            let is_base64url = |c: &char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
            value.chars().take_while(is_base64url).count() >= 20
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_private_key_is_found_and_the_code_that_reads_keys_is_not() {
        let body = "MHcCAQEEIJ1tFyfZ2fM2mB7H";
        let label = "-----BEGIN EC PRIVATE KEY-----";
        let value = "A".repeat(43);
        for key in [
            format!("{label}\n{body}"),
            format!("\"{label}\\n{body}\""),
            format!(r#"{{"kty":"OKP","d":"{value}"}}"#),
            format!(r#"{{\"kty\": \"oct\", \"k\": \"{value}\"}}"#),
        ] {
            assert!(has_private_key(&key), "{key}");
        }
        for code in [
            format!("{label}\\n{{der}}"),
            format!("`{label}` (RFC 5915)"),
            r#"{"d":"{d}"}"#.to_owned(),
            format!(r#"{{"kty":"OKP","x":"{value}"}}"#),
        ] {
            assert!(!has_private_key(&code), "{code}");
        }
    }
}
