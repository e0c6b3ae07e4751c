//! Invented reviews: the same for every generator, version and machine.
//!
//! The numbers come from a generator of our own, since one from a crate may change with its
//! version, and with it what older figures were measured on. The first reviews of a large site
//! are those of a small one.

use jiff::civil::{Date, date};

/// A review.
pub(crate) struct Record {
    /// The name of its file, without the ending.
    pub(crate) slug: String,
    /// Who said it.
    pub(crate) name: String,
    /// What they do.
    pub(crate) role: &'static str,
    /// Where they do it.
    pub(crate) company: String,
    /// The stars, such as `4.5`.
    pub(crate) rating: &'static str,
    /// The day on which it was given.
    pub(crate) date: Date,
    /// Where it comes from.
    pub(crate) source: Source,
    /// One to three tags.
    pub(crate) tags: Vec<String>,
    /// One of [`products`].
    pub(crate) product: String,
    /// Whether the owner featured it.
    pub(crate) featured: bool,
    /// The words, in Markdown.
    pub(crate) body: String,
}

/// Where a review comes from.
#[derive(Clone, Copy)]
pub(crate) struct Source {
    /// The word of Laurels for it.
    pub(crate) word: &'static str,
    /// What Laurels shows for it, and so what the others have to show.
    pub(crate) label: &'static str,
}

const SEED: u64 = 20_260_721;

/// The day before which all reviews were given.
pub(crate) const TODAY: Date = date(2026, 10, 1);

/// Four years.
const DAYS: usize = 365 * 4;

const FIRST_NAMES: &str = "Ada Ben Cleo Dara Emil Farah Gita Hugo Iris Jonas Kemi Liam Mina Noor Omar \
    Priya Quinn Rosa Sven Tara Uma Vera Wren Ximena Yusuf Zoe Ana Bo Chloé Dimitri";

const LAST_NAMES: &str = "Okafor Nguyen Silva Müller Johansson Rossi Kim Tanaka Patel Garcia Novak \
    Haddad Lindqvist O'Brien Kowalski Smith Dubois Ferreira Ivanova Schneider";

const ROLES: [&str; 10] = [
    "CTO",
    "Head of Support",
    "Founder",
    "Designer",
    "Product Manager",
    "Staff Engineer",
    "Marketing Lead",
    "Teacher",
    "Operations Director",
    "Freelancer",
];

const COMPANY_STARTS: &str = "North Blue Iron Quiet Green Bright Silver Paper Hidden Cedar";

const COMPANY_ENDS: &str = "Labs Works Studio Foods Health Logistics Robotics Media Bank Energy";

/// As often as they stand here.
const RATINGS: &str = "1 1.5 2 2.5 3 3.5 4 4 4.5 4.5 4.5 5 5 5 5 5";

const SOURCES: [Source; 6] = [
    Source { word: "direct", label: "Direct" },
    Source { word: "email", label: "E-mail" },
    Source { word: "interview", label: "Interview" },
    Source { word: "survey", label: "Survey" },
    Source { word: "video", label: "Video" },
    Source { word: "phone", label: "Phone" },
];

/// With [`TAG_ENDS`] they are 40 tags.
const TAG_STARTS: &str = "support pricing onboarding speed design docs mobile reports";

const TAG_ENDS: &str = "great easy team small enterprise";

const PRODUCTS: &str = "alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi \
    omicron pi rho sigma tau upsilon phi chi psi omega prime";

const WORDS: &str = "we switched from a spreadsheet and never looked back the team answers within \
    minutes setup took one afternoon and our customers noticed the difference right away reports \
    that used to take a week are ready before lunch pricing is fair and clear I would recommend \
    it to any small business that wants to grow without adding people there were rough edges at \
    first but every release fixed something we had asked for documentation is honest and search \
    works migration was painless our conversion rate went up and support tickets went down";

/// The products that the reviews are about.
pub(crate) fn products() -> impl Iterator<Item = String> {
    PRODUCTS.split(' ').map(|name| format!("product-{name}"))
}

/// Invents a number of reviews.
pub(crate) fn records(count: usize) -> impl Iterator<Item = Record> {
    let mut random = Random(SEED);
    (0..count).map(move |at| record(at, &mut random))
}

fn record(at: usize, random: &mut Random) -> Record {
    let name = format!("{} {}", random.word(FIRST_NAMES), random.word(LAST_NAMES));
    let role = random.one_of(&ROLES);
    let company = format!("{} {}", random.word(COMPANY_STARTS), random.word(COMPANY_ENDS));
    let rating = random.word(RATINGS);
    let days = 1 + random.between(0, DAYS - 1);
    let date = TODAY.saturating_sub(jiff::Span::new().days(i64::try_from(days).unwrap_or(1)));
    let source = random.one_of(&SOURCES);
    let tags = tags(random);
    let product = format!("product-{}", random.word(PRODUCTS));
    let featured = random.in_thousand(50);
    let body = body(random);
    Record {
        slug: format!("t{at:06}"),
        name,
        role,
        company,
        rating,
        date,
        source,
        tags,
        product,
        featured,
        body,
    }
}

/// One to three different tags.
fn tags(random: &mut Random) -> Vec<String> {
    let wanted = random.between(1, 3);
    let mut tags = Vec::new();
    while tags.len() < wanted {
        let tag = format!("{}-{}", random.word(TAG_STARTS), random.word(TAG_ENDS));
        if !tags.contains(&tag) {
            tags.push(tag);
        }
    }
    tags
}

/// Paragraphs of sentences, 40 to 120 words in all, some of them with markup.
fn body(random: &mut Random) -> String {
    let words: Vec<&str> = WORDS.split(' ').collect();
    let count = random.between(40, 120);
    let mut paragraphs = Vec::new();
    let mut paragraph: Vec<String> = Vec::new();
    let mut left = random.between(6, 14);
    let mut starts = true;
    for at in 1..=count {
        let word = random.one_of(&words);
        let mut word = marked_up(&if starts { capitalised(word) } else { word.to_owned() }, random);
        left -= 1;
        starts = left == 0 || at == count;
        if starts {
            word.push('.');
            left = random.between(6, 14);
        }
        paragraph.push(word);
        if starts && paragraph.len() > 30 && random.in_thousand(500) {
            paragraphs.push(std::mem::take(&mut paragraph).join(" "));
        }
    }
    if !paragraph.is_empty() {
        paragraphs.push(paragraph.join(" "));
    }
    paragraphs.join("\n\n") + "\n"
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn marked_up(word: &str, random: &mut Random) -> String {
    match random.below(1000) {
        0..30 => format!("**{word}**"),
        30..50 => format!("*{word}*"),
        50..55 => format!("[{word}](https://example.org/{})", word.to_lowercase()),
        _ => word.to_owned(),
    }
}

/// `SplitMix64` (<https://prng.di.unimi.it/splitmix64.c>).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below another; the bias of the remainder is far below what could be seen.
    fn below(&mut self, end: u64) -> u64 {
        self.next() % end
    }

    fn between(&mut self, least: usize, most: usize) -> usize {
        least + self.index(most - least + 1)
    }

    fn index(&mut self, length: usize) -> usize {
        usize::try_from(self.below(length as u64)).unwrap_or_default()
    }

    fn one_of<T: Copy>(&mut self, choices: &[T]) -> T {
        choices[self.index(choices.len())]
    }

    /// One word of a list with blanks between them.
    fn word(&mut self, list: &'static str) -> &'static str {
        let at = self.index(list.split(' ').count());
        list.split(' ').nth(at).unwrap_or_default()
    }

    fn in_thousand(&mut self, chances: u64) -> bool {
        self.below(1000) < chances
    }
}
