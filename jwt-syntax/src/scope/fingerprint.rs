//! A number that stands for a scope in types, which cannot hold its text.

const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// The number of a scope: the 128-bit FNV-1a hash of its text, without the names of its parameters.
///
/// Macros and types compare scopes by it, since types cannot hold text. Two scopes with one number could only be written by the
/// author of the program, who gains nothing by deceiving the compiler.
///
/// ```
/// use jwt_syntax::scope::fingerprint;
///
/// assert_ne!(fingerprint("user:read"), fingerprint("usr:read"));
/// assert_eq!(fingerprint("team:{team}:read"), fingerprint("team:{id}:read"));
/// ```
#[must_use]
pub const fn fingerprint(scope: &str) -> u128 {
    let mut rest = scope.as_bytes();
    let mut hash = OFFSET;
    let mut in_name = false;
    while let [byte, others @ ..] = rest {
        rest = others;
        if in_name && *byte != b'}' {
            continue;
        }
        in_name = *byte == b'{';
        hash = (hash ^ *byte as u128).wrapping_mul(PRIME);
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    /// The vectors of <http://www.isthe.com/chongo/tech/comp/fnv/>.
    #[test]
    fn it_is_fnv_1a() {
        assert_eq!(fingerprint(""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fingerprint("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(
            fingerprint("foobar"),
            0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18
        );
    }

    #[test]
    fn only_the_name_of_a_parameter_does_not_count() {
        let same = ["a:{b}:c", "a:{bb}:c", "a:{c}:c"];
        for text in same {
            assert_eq!(fingerprint(text), fingerprint(same[0]), "{text}");
        }
        let apart = [
            "a:{b}:c",
            "a:{b}:d",
            "a:{b}",
            "a:b:c",
            "a:{b}:{c}",
            "{a}:{b}:c",
        ];
        for (index, text) in apart.iter().enumerate() {
            for other in apart.iter().skip(index + 1) {
                assert_ne!(fingerprint(text), fingerprint(other), "{text}, {other}");
            }
        }
    }
}
