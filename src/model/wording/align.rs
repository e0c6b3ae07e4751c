//! Whether a text is another one with marked cuts and additions.
//!
//! An edited text is a pattern: words that stand as they are, cuts for one or more of anything, and
//! brackets that are there or not, since the author may have set them. All ways in which the pattern may
//! fit are followed at once, a bit for each place in it
//! ([the algorithm](https://en.wikipedia.org/wiki/Bitap_algorithm)), and what a cut was reached with
//! soonest is all that counts behind it. So n words in the original and m in the text never take more
//! than n × m / 64 steps, whatever they are, and usually n.
//!
//! Which way was taken does not matter for the words that are left out: words that are kept are kept in
//! every way, and so the same words are left out in all of them.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;

use super::tokens::{Kind, Token, is_recased};

/// What a cut leaves out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Cut {
    /// The mark, by its position in the edited text.
    pub(super) mark: usize,
    /// The tokens of the original.
    pub(super) left_out: Range<usize>,
}

/// The furthest point to which the edited text is the original.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Misfit {
    /// The token of the edited text that does not fit; behind the last one where too little is there.
    pub(super) edited: usize,
    /// The token of the original that stands there; behind the last one where it has ended.
    pub(super) original: usize,
    /// Whether the words behind a cut were looked for in all that follows.
    pub(super) sought: bool,
}

/// Finds what each cut stands for.
pub(super) fn align(original: &[Token<'_>], edited: &[Token<'_>]) -> Result<Vec<Cut>, Misfit> {
    // Most of most texts is the same before the first change, and behind the last one.
    let is_same = |(a, b): &(&Token<'_>, &Token<'_>)| {
        a.key == b.key && !matches!(b.kind, Kind::Cut | Kind::Bracket)
    };
    let start = original.iter().zip(edited).take_while(is_same).count();
    let (given, shown) = (&original[start..], &edited[start..]);
    let behind = given.iter().rev().zip(shown.iter().rev()).take_while(is_same).count();
    let (given, shown) = (&given[..given.len() - behind], &shown[..shown.len() - behind]);
    if given.is_empty() && shown.is_empty() {
        return Ok(Vec::new());
    }
    let pattern = Pattern::new(given, shown);
    let Ok(reached) = pattern.follow() else {
        // Where they part is told for the texts as a whole.
        return Pattern::new(original, edited).follow().map(|_| Vec::new());
    };
    let mut cuts = pattern.cuts(&reached);
    for Cut { mark, left_out } in &mut cuts {
        (*mark, *left_out) = (*mark + start, left_out.start + start..left_out.end + start);
    }
    Ok(cuts)
}

/// An edited text as a row of nodes, each of which takes a token of the original: the node that a search
/// stands at is the next to be taken.
struct Pattern<'a> {
    original: &'a [Token<'a>],
    edited: &'a [Token<'a>],
    /// The tokens of the edited text that are nodes: all but what was added for sure.
    nodes: Vec<usize>,
    /// The nodes that are cuts.
    cuts: Vec<usize>,
    /// The nodes that may be left out.
    optional: Option<Bits>,
    /// Each token of the original as a number, the same for the same.
    numbers: Vec<usize>,
    /// The nodes that take a token of a number, in order.
    takers: Vec<Vec<usize>>,
    /// The same as bits, where they are many.
    masks: Vec<Option<Bits>>,
}

type Bits = Box<[u64]>;

impl<'a> Pattern<'a> {
    fn new(original: &'a [Token<'a>], edited: &'a [Token<'a>]) -> Self {
        let mut known: HashMap<&str, usize> = HashMap::with_capacity(original.len());
        let mut numbers = Vec::with_capacity(original.len());
        for token in original {
            let next = known.len();
            numbers.push(*known.entry(&token.key).or_insert(next));
        }
        let is_node = |at: &usize| {
            let token = &edited[*at];
            token.kind != Kind::Bracket || known.contains_key(&*token.key)
        };
        let nodes: Vec<usize> = (0..edited.len()).filter(is_node).collect();
        let of_kind = |kind: Kind| {
            let at = 0..nodes.len();
            at.filter(|at| edited[nodes[*at]].kind == kind).collect::<Vec<usize>>()
        };
        let (cuts, optional) = (of_kind(Kind::Cut), of_kind(Kind::Bracket));
        let mut takers = vec![Vec::new(); known.len()];
        let cases = Cases::new(edited, &known);
        for (node, at) in nodes.iter().enumerate() {
            let token = &edited[*at];
            for number in known.get(&*token.key).copied().into_iter().chain(cases.of(token)) {
                takers[number].push(node);
            }
        }
        let many = (nodes.len() / 64).max(8);
        let mask =
            |nodes_of: &Vec<usize>| (nodes_of.len() > many).then(|| bits(nodes_of, nodes.len()));
        let masks = takers.iter().map(mask).collect();
        let optional = (!optional.is_empty()).then(|| bits(&optional, nodes.len()));
        Self { original, edited, nodes, cuts, optional, numbers, takers, masks }
    }

    /// Where in the original each cut begins.
    fn follow(&self) -> Result<Vec<usize>, Misfit> {
        let end = self.nodes.len();
        let mut search = Search::new(self);
        let mut cuts = self.cuts.iter().copied();
        let (mut next_cut, mut open) = (cuts.next(), None);
        let mut reached = Vec::with_capacity(self.cuts.len());
        // The furthest node, and where in the original it was reached; the end is best reached late.
        let mut best = (0, 0);
        search.put(0);
        for at in 0..=self.numbers.len() {
            if at > 0 {
                search.step(self.numbers[at - 1]);
                if let Some(cut) = open {
                    search.put(cut + 1);
                }
            }
            if let Some(furthest) = search.furthest()
                && (furthest > best.0 || furthest == end)
            {
                best = (furthest, at);
            }
            if let Some(cut) = next_cut.filter(|cut| search.is_at(*cut)) {
                search.clear();
                reached.push(at);
                (open, next_cut) = (Some(cut), cuts.next());
            }
            if open.is_none() && search.furthest().is_none() {
                break;
            }
        }
        if next_cut.is_none() && best == (end, self.numbers.len()) && search.is_at(end) {
            return Ok(reached);
        }
        let (node, original) = best;
        let edited = self.nodes.get(node).copied().unwrap_or(self.edited.len());
        let sought = node < end && open.is_some_and(|cut| cut + 1 == node);
        Err(Misfit { edited, original, sought })
    }

    /// What each cut leaves out, from where each begins.
    fn cuts(&self, reached: &[usize]) -> Vec<Cut> {
        let ends = self.cuts.iter().copied().zip(reached.iter().copied()).skip(1);
        let ends = ends.chain([(self.nodes.len(), self.numbers.len())]);
        let starts = self.cuts.iter().zip(reached);
        let cut = |((cut, start), (next, end)): ((&usize, &usize), (usize, usize))| {
            let mut end = end;
            for node in self.nodes[cut + 1..next].iter().rev() {
                let token = &self.edited[*node];
                let is_there = end > 0 && self.original[end - 1].key == token.key;
                end -= usize::from(end > *start && (is_there || token.kind != Kind::Bracket));
            }
            Cut { mark: self.nodes[*cut], left_out: *start..end }
        };
        starts.zip(ends).map(cut).collect()
    }
}

/// The words of the original by their letters, where words of the edited text have letters in brackets.
struct Cases<'a> {
    words: BTreeMap<String, Vec<(&'a str, usize)>>,
}

impl<'a> Cases<'a> {
    fn new(edited: &[Token<'_>], known: &HashMap<&'a str, usize>) -> Self {
        let mut words: BTreeMap<String, Vec<(&str, usize)>> = BTreeMap::new();
        if edited.iter().any(|token| token.kind == Kind::Recased) {
            let mut known: Vec<(&str, usize)> =
                known.iter().map(|(key, number)| (*key, *number)).collect();
            known.sort_unstable();
            for (key, number) in known {
                words.entry(key.to_lowercase()).or_default().push((key, number));
            }
        }
        Self { words }
    }

    /// The numbers of the words that a token stands for.
    fn of(&self, token: &Token<'_>) -> impl Iterator<Item = usize> {
        let is_recased_word = token.kind == Kind::Recased;
        let bare = is_recased_word.then(|| token.key.replace(['[', ']'], "").to_lowercase());
        let words = bare.and_then(|bare| self.words.get(&bare)).into_iter().flatten();
        words.filter(|(word, _)| is_recased(&token.key, word)).map(|(_, number)| *number)
    }
}

/// The nodes at which a search stands.
struct Search<'a> {
    pattern: &'a Pattern<'a>,
    now: Bits,
    next: Bits,
    /// All that is set lies in these words of 64 bits.
    window: Range<usize>,
}

impl<'a> Search<'a> {
    fn new(pattern: &'a Pattern<'a>) -> Self {
        let none = || bits(&[], pattern.nodes.len());
        Self { pattern, now: none(), next: none(), window: 0..0 }
    }

    fn is_at(&self, node: usize) -> bool {
        self.window.contains(&(node / 64)) && self.now[node / 64] & bit(node) != 0
    }

    fn furthest(&self) -> Option<usize> {
        let last = self.window.end.checked_sub(1)?;
        Some(last * 64 + 63 - self.now[last].leading_zeros() as usize)
    }

    fn clear(&mut self) {
        self.now[self.window.clone()].fill(0);
        self.window = 0..0;
    }

    /// Stands at a node, too.
    fn put(&mut self, node: usize) {
        self.now[node / 64] |= bit(node);
        self.widen(node / 64);
        self.leave_out();
    }

    /// Takes a token of a number.
    fn step(&mut self, number: usize) {
        let Range { start, end } = self.window;
        match &self.pattern.masks[number] {
            Some(mask) => {
                for word in start..end {
                    let taken = self.now[word] & mask[word];
                    self.next[word] |= taken << 1;
                    self.next[word + 1] |= taken >> 63;
                }
            }
            None => {
                let takers = &self.pattern.takers[number];
                let first = takers.partition_point(|node| node / 64 < start);
                for node in takers[first..].iter().take_while(|node| **node / 64 < end) {
                    if self.now[node / 64] & bit(*node) != 0 {
                        self.next[(node + 1) / 64] |= bit(node + 1);
                    }
                }
            }
        }
        self.now[start..end].fill(0);
        std::mem::swap(&mut self.now, &mut self.next);
        self.window = start..(end + 1).min(self.now.len());
        self.narrow();
        self.leave_out();
    }

    /// Stands behind what may be left out, too: up each row of such nodes, doubling the length of the
    /// way, and over to the next word.
    fn leave_out(&mut self) {
        let Some(optional) = &self.pattern.optional else { return };
        let (mut word, mut carried) = (self.window.start, 0);
        while word < self.window.end || carried != 0 {
            let (mut set, mut free) = (self.now[word] | carried, optional[word]);
            for length in [1, 2, 4, 8, 16, 32] {
                set |= (set & free) << length;
                free &= free >> length;
            }
            carried = (set & optional[word]) >> 63;
            if set != self.now[word] {
                self.now[word] = set;
                self.window.end = self.window.end.max(word + 1);
            }
            word += 1;
        }
    }

    fn widen(&mut self, word: usize) {
        let Range { start, end } = self.window;
        let is_empty = start == end;
        self.window = if is_empty { word..word + 1 } else { start.min(word)..end.max(word + 1) };
    }

    fn narrow(&mut self) {
        while self.window.end > self.window.start && self.now[self.window.end - 1] == 0 {
            self.window.end -= 1;
        }
        while self.window.start < self.window.end && self.now[self.window.start] == 0 {
            self.window.start += 1;
        }
    }
}

/// Room for a bit each of so many nodes, the end, and a word behind it, with some of them set.
fn bits(set: &[usize], nodes: usize) -> Bits {
    let mut bits = vec![0; nodes / 64 + 2];
    for node in set {
        bits[node / 64] |= bit(*node);
    }
    bits.into()
}

fn bit(node: usize) -> u64 {
    1 << (node % 64)
}
