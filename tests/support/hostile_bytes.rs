//! Damages to files: what disks, editors and mail do to them, and people who mean harm.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;

/// A change of some bytes.
#[derive(Clone, Debug)]
pub enum Damage {
    /// Another byte.
    Flip(Index, u8),
    /// The file ends there.
    Cut(Index),
    /// Something stands between.
    Insert(Index, Vec<u8>),
    /// A part comes twice, or often.
    Repeat(Index, Index, usize),
    /// A part is missing.
    Lose(Index, Index),
}

/// What means something to one format or another.
const PIECES: [&[u8]; 14] = [
    b"\"",
    b"'",
    b"\n",
    b"\r",
    b"\0",
    b"\xff\xfe",
    b"{",
    b"]",
    b"<",
    b"&x;",
    b",,,",
    b"]]>",
    b"\xc3",
    b"99999999999999999999",
];

/// No damage makes a file larger than this.
const MOST: usize = 1 << 18;

/// Up to four damages.
pub fn damages() -> impl Strategy<Value = Vec<Damage>> {
    let piece = prop::sample::select(PIECES.to_vec()).prop_map(<[u8]>::to_vec);
    let damage = prop_oneof![
        (any::<Index>(), any::<u8>()).prop_map(|(at, byte)| Damage::Flip(at, byte)),
        any::<Index>().prop_map(Damage::Cut),
        (any::<Index>(), piece).prop_map(|(at, piece)| Damage::Insert(at, piece)),
        (any::<Index>(), any::<Index>(), 1..40_usize)
            .prop_map(|(from, to, times)| Damage::Repeat(from, to, times)),
        (any::<Index>(), any::<Index>()).prop_map(|(from, to)| Damage::Lose(from, to)),
    ];
    vec(damage, 1..5)
}

/// The bytes after damages.
pub fn damaged(bytes: &[u8], damages: &[Damage]) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for damage in damages {
        let end = bytes.len() + 1;
        let part = |from: &Index, to: &Index| {
            let (from, to) = (from.index(end), to.index(end));
            from.min(to)..from.max(to)
        };
        match damage {
            Damage::Flip(at, byte) => {
                if let Some(other) = bytes.get_mut(at.index(end)) {
                    *other = *byte;
                }
            }
            Damage::Cut(at) => bytes.truncate(at.index(end)),
            Damage::Insert(at, piece) => {
                let at = at.index(end);
                bytes.splice(at..at, piece.iter().copied());
            }
            Damage::Repeat(from, to, times) => {
                let part = part(from, to);
                let at = part.end;
                let most = MOST.saturating_sub(bytes.len()) / part.len().max(1);
                let more = bytes[part].repeat(most.min(*times));
                bytes.splice(at..at, more);
            }
            Damage::Lose(from, to) => {
                bytes.drain(part(from, to));
            }
        }
    }
    bytes
}
