//! What a value without quotes means: the core schema of YAML 1.2, exactly as `serde_yaml` reads it.

/// What a scalar means by the core schema of YAML 1.2.
pub(super) enum Scalar {
    Nothing,
    Bool(bool),
    Unsigned(u64),
    Signed(i64),
    Float(f64),
    Text,
}

/// What a scalar means; only one without quotes is anything but a text.
pub(super) fn resolve(text: &str, plain: bool) -> Scalar {
    if !plain {
        return Scalar::Text;
    }
    match text {
        "" | "~" | "null" | "Null" | "NULL" => return Scalar::Nothing,
        "true" | "True" | "TRUE" => return Scalar::Bool(true),
        "false" | "False" | "FALSE" => return Scalar::Bool(false),
        _ => {}
    }
    if let Some(number) = whole(text) {
        return number;
    }
    float(text).map_or(Scalar::Text, Scalar::Float)
}

/// Whether a value without quotes is a text.
pub fn is_text(text: &str) -> bool {
    matches!(resolve(text, true), Scalar::Text)
}

/// Whole numbers in base ten, or after `0x`, `0o`, `0b`; digits after a leading zero are a text.
fn whole(text: &str) -> Option<Scalar> {
    let unsigned = text.strip_prefix('+').unwrap_or(text);
    for (prefix, base) in [("0x", 16), ("0o", 8), ("0b", 2)] {
        if let Some(digits) = unsigned.strip_prefix(prefix) {
            return digits_only(digits, base)
                .then(|| u64::from_str_radix(digits, base).ok())?
                .map(Scalar::Unsigned);
        }
        if let Some(digits) = text.strip_prefix('-').and_then(|rest| rest.strip_prefix(prefix)) {
            return digits_only(digits, base)
                .then(|| i64::from_str_radix(&format!("-{digits}"), base).ok())?
                .map(Scalar::Signed);
        }
    }
    let digits = unsigned.strip_prefix('-').filter(|_| unsigned.len() == text.len());
    let digits = digits.unwrap_or(unsigned);
    if !digits_only(digits, 10) || (digits.len() > 1 && digits.starts_with('0')) {
        return None;
    }
    unsigned.parse().map(Scalar::Unsigned).or_else(|_| unsigned.parse().map(Scalar::Signed)).ok()
}

fn digits_only(digits: &str, base: u32) -> bool {
    !digits.is_empty() && digits.chars().all(|digit| digit.is_digit(base))
}

/// A number that is not whole; digits after a leading zero are a text.
fn float(text: &str) -> Option<f64> {
    let digits = text.strip_prefix(['-', '+']).unwrap_or(text);
    let leading_zero = digits.len() > 1
        && digits.starts_with('0')
        && digits.bytes().all(|byte| byte.is_ascii_digit());
    if leading_zero { None } else { number(text) }
}

/// Any number in base ten, and those that are infinite or none.
pub(super) fn number(text: &str) -> Option<f64> {
    let unsigned = match text.strip_prefix('+') {
        Some(rest) if rest.starts_with(['+', '-']) => return None,
        Some(rest) => rest,
        None => text,
    };
    match text {
        "-.inf" | "-.Inf" | "-.INF" => return Some(f64::NEG_INFINITY),
        ".nan" | ".NaN" | ".NAN" => return Some(f64::NAN),
        _ => {}
    }
    if matches!(unsigned, ".inf" | ".Inf" | ".INF") {
        return Some(f64::INFINITY);
    }
    unsigned.parse::<f64>().ok().filter(|number| number.is_finite())
}
