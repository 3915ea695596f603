//! Checks at compile time that several types of claims have different names.

use crate::error::ConstMessage;

/// The most claims of a token: the most members that a token may have.
const MOST: usize = 256;

/// The names of several types of claims, one after the other.
pub(super) struct NameList {
    names: [&'static str; MOST],
    count: usize,
}

/// The names as a slice.
pub(super) const fn list(names: &'static NameList) -> &'static [&'static str] {
    names.names.split_at(names.count).0
}

#[expect(
    clippy::indexing_slicing,
    clippy::arithmetic_side_effects,
    clippy::panic,
    reason = "evaluated by the compiler; the panic is a compile error"
)]
impl NameList {
    /// All names of these types.
    pub(super) const fn join(sets: &[&[&'static str]]) -> Self {
        let mut joined = Self {
            names: [""; MOST],
            count: 0,
        };
        let mut sets = sets;
        while let [set, other_sets @ ..] = sets {
            let mut names = *set;
            while let [name, others @ ..] = names {
                if joined.count == MOST {
                    panic!("these are more claims than a token may have");
                }
                joined.names[joined.count] = name;
                joined.count += 1;
                names = others;
            }
            sets = other_sets;
        }
        joined
    }

    /// All names of these types, after [`assert_distinct`].
    pub(super) const fn distinct(sets: &[&[&'static str]], take_any: &[bool]) -> Self {
        assert_distinct(sets, take_any);
        Self::join(sets)
    }
}

/// Fails to compile if two types of claims have a claim of the same name, or if a type that takes claims of any name is not
/// the last: types after it would receive none.
///
/// # Panics
///
/// In these cases. Called in constants only, where a panic is a compile error.
#[expect(
    clippy::panic,
    reason = "evaluated by the compiler; the panic is a compile error"
)]
#[track_caller]
pub const fn assert_distinct(sets: &[&[&'static str]], take_any: &[bool]) {
    if let [before @ .., _] = take_any {
        let mut before = before;
        while let [takes_any, others @ ..] = before {
            if *takes_any {
                panic!(
                    "those behind a type that takes claims of any name would find none: write it last, as in `claims = (Membership, ExtraClaims)`"
                );
            }
            before = others;
        }
    }
    let mut sets = sets;
    while let [set, others @ ..] = sets {
        let mut names = *set;
        while let [name, more @ ..] = names {
            if is_in_one_of(name, others) {
                let message = ConstMessage::new()
                    .add("two of the types in `claims = (..)` have the claim `")
                    .add(name)
                    .add("`: give one of the two another name with `#[claim(name = \"..\")]`");
                panic!("{}", message.as_str());
            }
            names = more;
        }
        sets = others;
    }
}

const fn is_in_one_of(name: &str, sets: &[&[&str]]) -> bool {
    let mut sets = sets;
    while let [set, others @ ..] = sets {
        let mut names = *set;
        while let [other, more @ ..] = names {
            if is_same(name.as_bytes(), other.as_bytes()) {
                return true;
            }
            names = more;
        }
        sets = others;
    }
    false
}

const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let (mut one, mut other) = (one, other);
    loop {
        match (one, other) {
            ([], []) => return true,
            ([a, one_rest @ ..], [b, other_rest @ ..]) if *a == *b => {
                (one, other) = (one_rest, other_rest);
            }
            _ => return false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_joined_in_order() {
        const NAMES: NameList =
            NameList::distinct(&[&["a", "b"], &[], &["c"]], &[false, false, true]);
        assert_eq!(list(&NAMES), ["a", "b", "c"]);
    }

    #[test]
    #[should_panic(expected = "have the claim `plan`: give one of the two another name")]
    fn no_name_is_in_two_types() {
        assert_distinct(&[&["team", "plan"], &["plan"]], &[false; 2]);
    }

    #[test]
    #[should_panic(expected = "have the claim ``: give one")]
    fn a_name_too_long_for_the_message_is_left_out() {
        let name: &'static str = format!("{}a", "€".repeat(300)).leak();
        assert_distinct(&[&[name], &["x"], &[name]], &[false; 3]);
    }

    #[test]
    #[should_panic(expected = "write it last")]
    fn nothing_comes_behind_a_type_that_takes_everything() {
        assert_distinct(&[&["a"], &[], &["b"]], &[false, true, false]);
    }

    #[test]
    #[should_panic(expected = "more claims than a token may have")]
    fn there_are_no_more_claims_than_a_token_has_members() {
        let _ = NameList::join(&[&["a"; 200], &["b"; 57]]);
    }
}
