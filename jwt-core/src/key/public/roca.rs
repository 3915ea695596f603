//! Detects RSA moduli of Infineon's key generator, which can be factored (CVE-2017-15361, "ROCA").

/// The primes of such a key are of the form `k * M + (65537^a mod M)`, where `M` is the product of the first 126 primes for
/// keys of 2048 bits, and of more for longer ones. So its modulus is a power of 65537 modulo each of these.
const LARGEST_PRIME: u32 = 701;
const GENERATOR: u32 = 65537;

/// Whether a modulus, big-endian, has the fingerprint of that generator. A random modulus has it with a probability of
/// 2^-154.
pub(super) fn is_marked(modulus: &[u8]) -> bool {
    (3..=LARGEST_PRIME)
        .filter(|number| is_prime(*number))
        .all(|prime| is_power(remainder(modulus, prime), prime))
}

fn is_prime(number: u32) -> bool {
    (2..number).all(|divisor| number.checked_rem(divisor) != Some(0))
}

/// Whether `residue` is a power of the generator modulo `prime`.
fn is_power(residue: u32, prime: u32) -> bool {
    let mut power = 1;
    for _ in 1..prime {
        if power == residue {
            return true;
        }
        power = modulo(power, GENERATOR, 0, prime);
    }
    false
}

fn remainder(number: &[u8], prime: u32) -> u32 {
    number
        .iter()
        .fold(0, |high, byte| modulo(high, 256, u32::from(*byte), prime))
}

/// `(a * b + c) mod prime`. With `a` below 1024 and `b` below 2^17 nothing overflows.
fn modulo(a: u32, b: u32, c: u32, prime: u32) -> u32 {
    let sum = a.wrapping_mul(b).wrapping_add(c);
    sum.checked_rem(prime).unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 65537 to the power of 128: of 2049 bits, and marked by its making.
    fn power_of_the_generator() -> Vec<u8> {
        let mut little_endian = vec![1_u16];
        for _ in 0..128 {
            // Multiplied by 2^16, once and twice.
            let mut shifted = vec![0];
            shifted.extend_from_slice(&little_endian);
            little_endian.push(0);
            let mut carry = 0;
            for (digit, shifted) in little_endian.iter_mut().zip(shifted) {
                let sum = u32::from(*digit) + u32::from(shifted) + carry;
                (*digit, carry) = ((sum & 0xffff) as u16, sum >> 16);
            }
        }
        let digits = little_endian.into_iter().rev();
        digits.flat_map(u16::to_be_bytes).collect()
    }

    #[test]
    fn a_modulus_of_the_flawed_generator_is_recognised() {
        let mut modulus = power_of_the_generator();
        assert!(is_marked(&modulus));
        for byte in [0, 100, 256] {
            modulus[byte] ^= 4;
            assert!(!is_marked(&modulus), "byte {byte}");
            modulus[byte] ^= 4;
        }
    }

    #[test]
    fn remainders_are_those_of_long_division() {
        assert_eq!(remainder(&[], 7), 0);
        assert_eq!(remainder(&[1, 0, 0], 701), 65_536 % 701);
        assert_eq!(
            remainder(&1_234_567_890_u32.to_be_bytes(), 353),
            1_234_567_890 % 353
        );
    }
}
