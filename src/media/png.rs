//! The parts of a PNG file, without its pixels. See <https://www.w3.org/TR/png-3/#5DataRep>.

/// What a pixel takes once it is decoded, in bytes; the header is at a fixed place.
pub(super) fn pixel(bytes: &[u8]) -> u64 {
    let (depth, colour) = (bytes.get(24).copied(), bytes.get(25).copied());
    let channels = match colour {
        Some(0) => 2,
        Some(2) => 3,
        _ => 4,
    };
    if depth == Some(16) { channels * 2 } else { channels }
}

/// How many bytes of the file are no pixels: profiles, texts and what else programs write into it.
/// They are compressed, so that they say nothing of what would come of them.
pub(super) fn beside_pixels(bytes: &[u8]) -> u64 {
    let (mut at, mut beside) = (8usize, 0);
    while let Some([a, b, c, d, kind @ ..]) = bytes.get(at..at.saturating_add(8)) {
        let length = u32::from_be_bytes([*a, *b, *c, *d]);
        if !matches!(kind, b"IDAT" | b"fdAT") {
            beside += u64::from(length);
        }
        // Length, kind and checksum take twelve bytes.
        at = at.saturating_add(usize::try_from(length).unwrap_or(usize::MAX)).saturating_add(12);
    }
    beside.min(bytes.len() as u64)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_pixel_is_counted_and_lies_are_borne() {
        let chunk = |kind: &[u8; 4], says: u32, content: &[u8]| {
            [&says.to_be_bytes()[..], kind, content, &[0; 4]].concat()
        };
        let start = b"\x89PNG\r\n\x1a\n".to_vec();
        let header = chunk(b"IHDR", 13, &[0; 13]);
        let (profile, pixels) = (chunk(b"iCCP", 300, &[0; 300]), chunk(b"IDAT", 999, &[0; 999]));
        let whole = [start, header, profile, pixels].concat();
        assert_eq!(beside_pixels(&whole), 313);
        let endless = [whole, chunk(b"tEXt", u32::MAX, b"")].concat();
        assert_eq!(beside_pixels(&endless), endless.len() as u64);
        for length in 0..endless.len() {
            assert!(beside_pixels(&endless[..length]) <= length as u64);
        }
    }
}
