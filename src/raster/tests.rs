use std::io::Write as _;

use super::*;

const SQUARE: &str = r##"<svg xmlns="http://www.w3.org/2000/svg" width="20" height="10"><style>@media(prefers-color-scheme:dark){rect{fill:#000}}</style><rect width="10" height="10" fill="#b97a0a"/><path fill="#22262a" d="M11 1l8 3-5 5z"/></svg>"##;

fn decoded(bytes: &[u8]) -> image::RgbaImage {
    image::load_from_memory(bytes).unwrap().into_rgba8()
}

#[test]
fn a_picture_has_the_size_and_the_colours_that_are_drawn() {
    for (scale, size) in [(1.0, (20, 10)), (2.0, (40, 20)), (1.5, (30, 15))] {
        let picture = decoded(&png(SQUARE, scale).unwrap());
        assert_eq!(picture.dimensions(), size);
        assert_eq!(picture.get_pixel(0, 0).0, [0xb9, 0x7a, 0x0a, 255]);
        assert_eq!(picture.get_pixel(size.0 - 1, size.1 - 1).0[3], 0);
    }
}

#[test]
fn the_same_text_gives_the_same_bytes() {
    assert_eq!(png(SQUARE, 2.0), png(SQUARE, 2.0));
}

#[test]
fn what_is_no_picture_or_too_large_is_refused() {
    let sized = |size: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' {size}/>");
    assert!(matches!(png("<svg", 1.0), Err(Fault::NotSvg(_))));
    assert!(matches!(png(&sized("width='9000' height='1'"), 1.0), Err(Fault::Size(_))));
    assert!(matches!(png(&sized("width='4000' height='4000'"), 1.0), Err(Fault::Size(_))));
    assert!(matches!(png(&sized("width='20' height='10'"), f32::NAN), Err(Fault::Size(_))));
    assert!(matches!(png(&sized("width='20' height='10'"), 0.0), Err(Fault::Size(_))));
}

#[test]
fn no_other_file_is_drawn() {
    let mut other = tempfile::Builder::new().suffix(".svg").tempfile().unwrap();
    other.write_all(SQUARE.as_bytes()).unwrap();
    let inside = "data:image/svg+xml;utf8,&lt;svg xmlns='http://www.w3.org/2000/svg' width='9' \
                  height='9'>&lt;rect width='9' height='9'/>&lt;/svg>";
    for address in [other.path().to_str().unwrap(), inside] {
        let svg = format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><image width='20' \
             height='10' href=\"{address}\"/></svg>"
        );
        let picture = decoded(&png(&svg, 1.0).unwrap());
        assert!(picture.pixels().all(|pixel| pixel.0[3] == 0), "{address}");
    }
}

#[test]
fn a_picture_with_many_colours_keeps_them() {
    let gradient = "<svg xmlns='http://www.w3.org/2000/svg' width='256' height='64'>\
        <linearGradient id='a'><stop stop-color='#f00'/><stop offset='1' stop-color='#0ff'/>\
        </linearGradient><linearGradient id='b' x2='0' y2='1'><stop stop-opacity='0'/><stop \
        offset='1' stop-color='#0f0'/></linearGradient><rect width='256' height='64' \
        fill='url(#a)'/><rect width='256' height='64' fill='url(#b)'/></svg>";
    let picture = decoded(&png(gradient, 1.0).unwrap());
    let colours: std::collections::BTreeSet<_> = picture.pixels().map(|pixel| pixel.0).collect();
    assert!(colours.len() > 2048, "{}", colours.len());
}
