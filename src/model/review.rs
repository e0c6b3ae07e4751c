//! A review, checked.

use std::sync::Arc;

use jiff::ToSpan;
use jiff::civil::Date;

use super::rules::Echo;
use super::{Author, MediaRef, Origin, Prose, Rating, Tag};
use crate::config::Language;
use crate::content::raw::{
    Channel, ConsentScope, MediumKind, Status, Translator, VerificationMethod,
};
use crate::diag::SourceRef;
use crate::yaml::{Data, OpenMap};

/// So many months a quote holds without being confirmed.
const FRESH_MONTHS: i32 = 24;

/// One review of any status.
#[derive(Clone, Debug)]
pub struct Review {
    /// The id in the owner's files, for commands and messages; never published.
    pub id: String,
    /// The last part of its address; holds no name where the shown name is reduced.
    pub slug: String,
    /// Where it is written.
    pub source: SourceRef,
    /// Whether it may be shown.
    pub status: Status,
    /// Who said it, as readers may know them.
    pub author: Author,
    /// Stars.
    pub rating: Option<Rating>,
    /// Thumbs up or down.
    pub recommended: Option<bool>,
    /// 0 to 10: "how likely are you to recommend us?"
    pub recommend: Option<u8>,
    /// A headline that the customer gave.
    pub title: Option<String>,
    /// The position of the item in [`super::Model::items`]; `None` is the business.
    pub item: Option<usize>,
    /// The day of the experience.
    pub experienced: Option<Date>,
    /// The day on which it was given; every published review has one.
    pub date: Option<Date>,
    /// The day of the last change by its author.
    pub updated: Option<Date>,
    /// The day on which the author said that it still holds.
    pub confirmed: Option<Date>,
    /// The language of the text.
    pub language: Language,
    /// Where it comes from.
    pub origin: Origin,
    /// How it was checked.
    pub verified: Option<Verification>,
    /// What the author got for writing.
    pub incentive: Option<Box<Incentive>>,
    /// Any other connection that a reader should know.
    pub disclosure: Option<String>,
    /// What the author agreed to.
    pub consent: Option<Box<Consent>>,
    /// The points of contact that it speaks of.
    pub touchpoints: Vec<String>,
    /// Words that group reviews.
    pub tags: Vec<Arc<Tag>>,
    /// Comes first in the order `featured`.
    pub featured: bool,
    /// Words of the body to set off.
    pub highlight: Option<String>,
    /// The text; `None` for ratings alone and for links.
    pub body: Option<Prose>,
    /// The words as given, where the body differs.
    pub original: Option<Box<Prose>>,
    /// The day on which the author agreed to the edit.
    pub edits_approved: Option<Date>,
    /// The language that the body was translated from.
    pub translated_from: Option<Language>,
    /// Who translated it.
    pub translator: Option<Translator>,
    /// What the author liked.
    pub pros: Vec<String>,
    /// What the author did not like.
    pub cons: Vec<String>,
    /// What the business answered.
    pub replies: Vec<Reply>,
    /// What the customer said after that.
    pub follow_ups: Vec<FollowUp>,
    /// Photos and videos.
    pub media: Vec<Medium>,
    /// Evidence for a claimed result.
    pub claim: Option<Box<Claim>>,
    /// Why it is not shown.
    pub withheld: Option<Box<Withheld>>,
    /// The day of its withdrawal.
    pub withdrawn: Option<Date>,
    /// Whatever the theme wants.
    pub extra: OpenMap<Data>,
    /// By what the same words of another author are recognised.
    pub(super) echo: Option<Echo>,
}

impl Review {
    /// Whether it counts in the site's own numbers: collected by the business, with a rating, and
    /// either shown or received and not shown. What is pending is not decided yet.
    pub fn counted_rating(&self) -> Option<Rating> {
        let decided = self.status != Status::Pending;
        self.rating.filter(|_| decided && self.origin.own)
    }

    /// Whether it is shown; drafts show what is pending too.
    pub fn is_shown(&self, drafts: bool) -> bool {
        match self.status {
            Status::Approved => true,
            Status::Pending => drafts,
            Status::Withheld | Status::Withdrawn => false,
        }
    }

    /// Whether it is shown as a draft only, since it waits for a decision.
    pub fn is_draft(&self) -> bool {
        self.status == Status::Pending
    }

    /// Whether its author agreed to be shown in some place. Who was not asked where is shown on the site
    /// and nowhere else.
    pub fn may_appear(&self, place: Channel) -> bool {
        super::consent::covers(self, place)
    }

    /// Whether anything is shown that its author said.
    pub fn has_words(&self) -> bool {
        let later = self.follow_ups.iter().any(|later| later.text.is_some())
            || self.media.iter().any(|medium| medium.transcript.is_some());
        let listed = !self.pros.is_empty() || !self.cons.is_empty();
        self.body.is_some() || self.title.is_some() || listed || later
    }

    /// The last day on which its author said or confirmed it.
    pub fn last_word(&self) -> Option<Date> {
        [self.date, self.updated, self.confirmed].into_iter().max()?
    }

    /// Whether it is a quote so old that somebody should ask whether it still holds.
    pub fn is_stale(&self, today: Date) -> bool {
        let until = self.last_word().and_then(|last| last.checked_add(FRESH_MONTHS.months()).ok());
        self.body.is_some() && until.is_some_and(|until| until < today)
    }

    /// Whether only a link to the platform may be shown.
    pub fn is_link_only(&self) -> bool {
        !self.origin.own && self.body.is_none() && !self.origin.text_allowed()
    }

    /// Whether its words were shortened or corrected; a translation is another matter.
    pub fn is_edited(&self) -> bool {
        let shown = self.body.as_ref().map_or("", |body| &body.text);
        let is_other = self.original.as_ref().is_some_and(|original| original.text != shown);
        is_other && self.translated_from.is_none()
    }

    /// The sentences that readers must see beside the quote.
    pub fn disclosures(&self) -> impl Iterator<Item = &str> {
        let incentive = self.incentive.as_ref().and_then(|gift| gift.disclosure.as_deref());
        incentive.into_iter().chain(self.disclosure.as_deref())
    }
}

/// How a review was checked.
#[derive(Clone, Copy, Debug)]
pub struct Verification {
    /// The method.
    pub method: VerificationMethod,
    /// The day of the check.
    pub on: Option<Date>,
}

/// What the author got for writing.
#[derive(Clone, Debug)]
pub struct Incentive {
    /// What it was.
    pub kind: Option<String>,
    /// The sentence that readers see.
    pub disclosure: Option<String>,
    /// Whether it depended on what was said.
    pub conditional: bool,
}

/// What the author agreed to.
#[derive(Clone, Debug)]
pub struct Consent {
    /// The day.
    pub on: Option<Date>,
    /// What may be shown.
    pub scope: Vec<ConsentScope>,
    /// Where it may be shown.
    pub channels: Vec<Channel>,
    /// The last day.
    pub expires: Option<Date>,
    /// The day on which it was taken back.
    pub withdrawn: Option<Date>,
}

impl Consent {
    /// Whether it is for some place; where none is named it is for the site alone.
    pub fn is_for(&self, place: Channel) -> bool {
        let is_unnamed = self.channels.is_empty() && place == Channel::Site;
        is_unnamed || self.channels.contains(&place)
    }
}

/// What the business answered.
#[derive(Clone, Debug)]
pub struct Reply {
    /// Who answered.
    pub by: Option<String>,
    /// What they do in the business.
    pub role: Option<String>,
    /// The day.
    pub date: Option<Date>,
    /// The answer.
    pub text: Prose,
}

/// What the customer said after a reply.
#[derive(Clone, Debug)]
pub struct FollowUp {
    /// The day.
    pub date: Option<Date>,
    /// The stars that the customer gives now.
    pub rating: Option<Rating>,
    /// The text; `None` where only the rating changed.
    pub text: Option<Prose>,
}

/// A photo or a video.
#[derive(Clone, Debug)]
pub struct Medium {
    /// Its position in the list as it is written.
    pub at: usize,
    /// What it is.
    pub kind: MediumKind,
    /// The file.
    pub src: MediaRef,
    /// What can be seen.
    pub alt: Option<String>,
    /// The picture before a video plays.
    pub poster: Option<MediaRef>,
    /// A `WebVTT` file.
    pub captions: Option<MediaRef>,
    /// Everything that is said.
    pub transcript: Option<String>,
}

/// Evidence for a claimed result.
#[derive(Clone, Debug)]
pub struct Claim {
    /// Where the evidence is; never published.
    pub evidence: Option<String>,
    /// Whether others can expect the same.
    pub typical: Option<bool>,
}

/// Why a review is not shown.
#[derive(Clone, Debug)]
pub struct Withheld {
    /// The reason.
    pub reason: String,
    /// The day.
    pub on: Option<Date>,
}
