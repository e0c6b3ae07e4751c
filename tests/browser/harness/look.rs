//! How somebody looks at a page: the window and what they prefer.

use std::fmt::{self, Display};

/// A visitor's window and preferences.
#[derive(Clone, Debug, PartialEq, Eq)]
#[allow(clippy::struct_excessive_bools, reason = "each is a preference of its own")]
pub struct Look {
    /// Width and height of the window, in CSS pixels.
    pub window: (u32, u32),
    /// Prefers a dark page.
    pub dark: bool,
    /// Scripts run.
    pub script: bool,
    /// On paper.
    pub print: bool,
    /// Colours are those of the system, few and with much contrast.
    pub forced: bool,
    /// Wants nothing to move.
    pub calm: bool,
}

impl Look {
    /// A desktop.
    pub fn wide() -> Self {
        let window = (1280, 900);
        Self { window, dark: false, script: true, print: false, forced: false, calm: false }
    }

    /// A telephone.
    pub fn narrow() -> Self {
        Self { window: (360, 740), ..Self::wide() }
    }

    /// A window of this width.
    pub fn window(width: u32) -> Self {
        Self { window: (width, 900), ..Self::wide() }
    }

    /// The same in the dark.
    pub fn dark(self) -> Self {
        Self { dark: true, ..self }
    }
}

impl Display for Look {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (width, _) = self.window;
        write!(out, "{width} px, {}", if self.dark { "dark" } else { "light" })?;
        let more = [
            (!self.script, "no script"),
            (self.print, "print"),
            (self.forced, "forced colours"),
            (self.calm, "no motion"),
        ];
        more.iter().filter(|(is, _)| *is).try_for_each(|(_, word)| write!(out, ", {word}"))
    }
}
