//! The parts of a JPEG file, without its pixels.
//!
//! The decoder fills what is missing with grey and says nothing, so whether a file is whole has to
//! be found out here: by walking from marker to marker up to the one that ends the picture. See
//! <https://www.w3.org/Graphics/JPEG/itu-t81.pdf>, annex B.

/// What a JPEG file says of its pixels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Frame {
    /// Whether it comes in layers.
    pub(super) progressive: bool,
    /// 1 for grey, 3 for colours, 4 for print.
    pub(super) components: u8,
}

/// Walks through a JPEG file; `None` if it ends before its picture does.
pub(super) fn frame(bytes: &[u8]) -> Option<Frame> {
    let (mut at, mut frame, mut scans) = (2, None, 0);
    loop {
        let marker = next_marker(bytes, &mut at)?;
        match marker {
            // A stand-alone marker.
            0x01 | 0xd0..=0xd8 => {}
            0xd9 => return frame.filter(|_| scans > 0),
            _ => {
                let length =
                    usize::from(u16::from_be_bytes([*bytes.get(at)?, *bytes.get(at + 1)?]));
                let segment = bytes.get(at..at + length.max(2))?;
                if matches!(marker, 0xc0..=0xcf) && !matches!(marker, 0xc4 | 0xc8 | 0xcc) {
                    let progressive = matches!(marker, 0xc2 | 0xc6 | 0xca | 0xce);
                    frame = Some(Frame { progressive, components: *segment.get(7)? });
                }
                at += segment.len();
                if marker == 0xda {
                    scans += 1;
                    at = end_of_scan(bytes, at)?;
                }
            }
        }
    }
}

/// Finds the next marker and stops behind it.
fn next_marker(bytes: &[u8], at: &mut usize) -> Option<u8> {
    *at += memchr::memchr(0xff, bytes.get(*at..)?)?;
    // Any number of filling bytes may stand before a marker.
    while *bytes.get(*at)? == 0xff {
        *at += 1;
    }
    *at += 1;
    bytes.get(*at - 1).copied()
}

/// Finds the marker behind the pixels of a scan.
fn end_of_scan(bytes: &[u8], start: usize) -> Option<usize> {
    let mut found = memchr::memchr_iter(0xff, bytes.get(start..)?).map(|at| start + at);
    found.find(|at| !matches!(bytes.get(at + 1), Some(0 | 0xd0..=0xd7 | 0xff)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_that_lacks_any_of_its_bytes_is_not_whole() {
        let pixels = image::RgbImage::from_fn(40, 30, |x, y| {
            image::Rgb([x.to_le_bytes()[0] * 6, y.to_le_bytes()[0] * 8, 90])
        });
        let mut bytes = Vec::new();
        image::codecs::jpeg::JpegEncoder::new_with_quality(&mut bytes, 90)
            .encode_image(&pixels)
            .unwrap();
        assert_eq!(frame(&bytes), Some(Frame { progressive: false, components: 3 }));
        for length in 0..bytes.len() {
            assert_eq!(frame(&bytes[..length]), None, "{length} of {}", bytes.len());
        }
        bytes.extend(b"what some cameras write behind a picture");
        assert!(frame(&bytes).is_some());
    }
}
