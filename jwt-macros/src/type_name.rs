//! Names of types that an expansion declares. They have the case of types, so that no lint reports them.

use jwt_syntax::scope::fingerprint;

/// The name of a function, a field or a module as a part of a type's name: `list_users` becomes `ListUsers`.
///
/// Two names never become one. Where another name has the same letters, as `a1` and `a_1` do, a number tells them apart.
pub(crate) fn of(name: &str) -> String {
    let mut camel = String::with_capacity(name.len());
    for word in name.split('_') {
        let mut letters = word.chars();
        camel.extend(letters.next().into_iter().flat_map(char::to_uppercase));
        camel.push_str(letters.as_str());
    }
    if snake(&camel) == name {
        camel
    } else {
        format!("{camel}X{}", fingerprint(name))
    }
}

/// The name that is most likely meant.
fn snake(camel: &str) -> String {
    let mut snake = String::with_capacity(camel.len());
    for letter in camel.chars() {
        if letter.is_uppercase() && !snake.is_empty() {
            snake.push('_');
        }
        snake.extend(letter.to_lowercase());
    }
    snake
}

#[cfg(test)]
mod tests {
    use super::of;

    #[test]
    fn a_name_is_in_the_case_of_a_type() {
        for (name, expected) in [
            ("list", "List"),
            ("list_users", "ListUsers"),
            ("a1", "A1"),
            ("été_x", "ÉtéX"),
        ] {
            assert_eq!(of(name), expected);
        }
    }

    #[test]
    fn two_names_never_become_one() {
        let names = [
            "a1", "a_1", "a__1", "_a1", "a1_", "aB", "a_b", "A_b", "AB", "a__b", "ab", "_", "__",
        ];
        for (index, name) in names.iter().enumerate() {
            let found = of(name);
            assert!(!found.contains('_'), "{found}");
            for other in names.iter().skip(index + 1) {
                assert_ne!(found, of(other), "{name} {other}");
            }
        }
    }
}
