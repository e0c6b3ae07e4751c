//! Numbers: medians, sizes of folders, and how they are written.

use std::path::Path;

use crate::Result;

/// The middle of some values with the least and the largest.
#[derive(Clone, Copy)]
pub(crate) struct Spread {
    /// The median.
    pub(crate) median: f64,
    /// The least.
    pub(crate) least: f64,
    /// The largest.
    pub(crate) most: f64,
}

impl Spread {
    /// Of some values; `None` where there are none.
    pub(crate) fn of(values: impl Iterator<Item = f64>) -> Option<Self> {
        let mut values: Vec<f64> = values.collect();
        values.sort_by(f64::total_cmp);
        let (least, most) = (*values.first()?, *values.last()?);
        let (low, high) = (values[(values.len() - 1) / 2], values[values.len() / 2]);
        Some(Self { median: f64::midpoint(low, high), least, most })
    }
}

/// What a folder holds.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Size {
    /// Files, in all folders.
    pub(crate) files: usize,
    /// Their bytes.
    pub(crate) bytes: u64,
}

impl Size {
    /// Of a folder.
    pub(crate) fn of(folder: &Path) -> Result<Self> {
        let mut size = Self::default();
        for entry in walkdir::WalkDir::new(folder) {
            let metadata = entry?.metadata()?;
            if metadata.is_file() {
                size.files += 1;
                size.bytes += metadata.len();
            }
        }
        Ok(size)
    }
}

/// Bytes in millions, with one decimal.
#[allow(clippy::cast_precision_loss, reason = "a decimal is enough")]
pub(crate) fn megabytes(bytes: u64) -> String {
    format!("{:.1}", bytes as f64 / 1e6)
}

/// A count as a divisor.
#[allow(clippy::cast_precision_loss, reason = "there are no sites with so many reviews")]
pub(crate) fn float(count: usize) -> f64 {
    count as f64
}

/// A number with a comma at each third digit: `10,000`.
pub(crate) fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}
