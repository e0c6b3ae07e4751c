//! The colours of pictures: a picture has no style sheet that it could ask.

use super::colour::Colour;
use super::tokens::{Scheme, Tokens};

/// What text must have on its ground, and what a sign must have: WCAG 2.2, success criteria 1.4.3 and
/// 1.4.11.
const TEXT: f64 = 4.5;
const SIGN: f64 = 3.0;

/// The colours of pictures in one scheme, as `#rrggbb`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Palette {
    /// Text; it can be read on `card`.
    pub ink: String,
    /// Text of less weight; it can be read on `card`.
    pub quiet: String,
    /// The ground.
    pub card: String,
    /// The line around it.
    pub line: String,
    /// Stars that are given; they can be told from `card`.
    pub star: String,
    /// Stars that are not given.
    pub star_off: String,
    /// The colour of the site.
    pub accent: String,
}

/// The palettes of a stack for light and dark. A token that is written in another way than as
/// `#rrggbb` is as the built-in theme has it.
pub(super) fn palettes(tokens: &Tokens, built_in: &Tokens) -> [Palette; 2] {
    Scheme::ALL.map(|scheme| {
        let colour = |name: &str| {
            let of = |tokens: &Tokens| tokens.get(name).and_then(|token| token.colour(scheme));
            of(tokens).or_else(|| of(built_in)).unwrap_or(Colour::BLACK)
        };
        let card = colour("card");
        let on_card = |name: &str, least: f64| told_from(colour(name), card, least).hex();
        Palette {
            ink: on_card("ink", TEXT),
            quiet: on_card("quiet", TEXT),
            card: card.hex(),
            line: colour("line").hex(),
            star: on_card("star", SIGN),
            star_off: colour("star-off").hex(),
            accent: colour("accent").hex(),
        }
    })
}

/// A colour, or the next one of the same hue that can be told from its ground.
fn told_from(colour: Colour, ground: Colour, least: f64) -> Colour {
    let fits = |colour: Colour| colour.contrast(ground) >= least;
    colour.darker_until(fits).or_else(|| colour.lighter_until(fits)).unwrap_or(colour)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::Diagnostics;
    use crate::theme::tokens::{self, OfLayer};

    fn tokens(text: &str) -> Tokens {
        let mut diagnostics = Diagnostics::default();
        let own = tokens::read("tokens.yaml", text.as_bytes(), &mut diagnostics);
        let layer = OfLayer { own, ..OfLayer::default() };
        tokens::merged(&[&layer], "default")
    }

    #[test]
    fn what_cannot_be_read_is_made_so_and_other_forms_are_replaced() {
        let built_in = tokens(include_str!("../../themes/classic/tokens.yaml"));
        let plain = palettes(&built_in, &built_in);
        assert_eq!(plain[0].ink, "#22262a");
        assert_eq!(plain[1].card, "#1e2225");
        let own = tokens(
            "card: {light: '#777777', dark: 'oklch(0.2 0 0)'}\nquiet: '#808080'\nstar: '#7a7a7a'\n",
        );
        let [light, dark] = palettes(&own, &built_in);
        assert_eq!((light.card.as_str(), dark.card.as_str()), ("#777777", "#1e2225"));
        for palette in [&plain[0], &plain[1], &light, &dark] {
            let [card, ink, quiet, star] =
                [&palette.card, &palette.ink, &palette.quiet, &palette.star]
                    .map(|text| Colour::read(text).unwrap());
            // No grey is told from #777777 much better than by 4.5.
            assert!(ink.contrast(card) >= 4.4, "{palette:?}");
            assert!(quiet.contrast(card) >= 4.4, "{palette:?}");
            assert!(star.contrast(card) >= 3.0, "{palette:?}");
        }
    }
}
