//! "How we collect reviews": from the owner's answers and the data.

use std::collections::BTreeMap;

use super::review::source_label;
use super::{About, Maker, Ready};
use crate::config::{Invited, Order};
use crate::content::raw::{Status, VerificationMethod};
use crate::model::Review;
use crate::plan::Route;
use crate::views::{Link, Page, Policy, PolicyAnswer, PolicyCount};
use crate::words::{Argument, Key};

/// The transparency page.
pub(crate) fn page<'a>(maker: &Maker<'a>, route: &Route) -> Ready<'a> {
    let business = (&maker.from.config.business.name).into();
    let description = maker.say(Key("policy-description"), &[("business", business)]);
    let page = Page {
        menu: "policy".to_owned(),
        structured_data: Some(super::structured::business(maker)),
        ..maker.basics(route, "policy", maker.text(Key("policy")), &description)
    };
    let contact = maker.from.config.policy.contact.as_ref().map(|contact| {
        let url = contact.as_str().to_owned();
        let label = url.strip_prefix("mailto:").unwrap_or(&url).to_owned();
        Link { label, url }
    });
    let view = Policy {
        answers: answers(maker),
        counts: counts(maker),
        withheld: withheld(maker),
        verified: verified(maker),
        sources: sources(maker),
        as_of: maker.day(maker.from.today),
        contact,
    };
    let numbers = &maker.common.summary;
    Ready { template: "policy.html", page, about: About::Policy(Box::new(view), numbers) }
}

fn reviews<'a>(maker: &'a Maker<'_>, status: Status) -> impl Iterator<Item = &'a Review> {
    let all = maker.from.model.reviews.iter().map(AsRef::as_ref);
    all.filter(move |review| review.status == status)
}

fn counts(maker: &Maker<'_>) -> Vec<PolicyCount> {
    let row = |key: Key, count| PolicyCount { label: maker.text(key).to_owned(), count };
    let count = |key: Key, status: Status| row(key, reviews(maker, status).count());
    vec![
        row(Key("count-received"), maker.from.model.reviews.len()),
        count(Key("count-published"), Status::Approved),
        count(Key("count-withheld"), Status::Withheld),
        count(Key("count-withdrawn"), Status::Withdrawn),
        count(Key("count-pending"), Status::Pending),
    ]
}

/// Counts by label, in the order of the labels.
fn tally<'a>(labels: impl Iterator<Item = &'a str>) -> Vec<PolicyCount> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for label in labels {
        *counts.entry(label).or_default() += 1;
    }
    counts
        .into_iter()
        .map(|(label, count)| PolicyCount { label: label.to_owned(), count })
        .collect()
}

fn withheld(maker: &Maker<'_>) -> Vec<PolicyCount> {
    tally(reviews(maker, Status::Withheld).map(|review| {
        let reason = review.withheld.as_ref().map_or("", |withheld| withheld.reason.as_str());
        reason_words(maker, reason)
    }))
}

/// The words of an allowed reason for readers; others are the owner's own words.
fn reason_words<'a>(maker: &Maker<'a>, reason: &'a str) -> &'a str {
    maker.text(match reason {
        "personal-data" => Key("withheld-personal-data"),
        "confidential" => Key("withheld-confidential"),
        "abusive" => Key("withheld-abusive"),
        "discriminatory" => Key("withheld-discriminatory"),
        "fake" => Key("withheld-fake"),
        "unrelated" => Key("withheld-unrelated"),
        "duplicate" => Key("withheld-duplicate"),
        "author-asked" => Key("withheld-author-asked"),
        _ => return reason,
    })
}

fn verified(maker: &Maker<'_>) -> Vec<PolicyCount> {
    tally(reviews(maker, Status::Approved).map(|review| {
        maker.text(match review.verified.map(|check| check.method).unwrap_or_default() {
            VerificationMethod::Order => Key("count-checked-order"),
            VerificationMethod::Email => Key("count-checked-email"),
            VerificationMethod::Visit => Key("count-checked-visit"),
            VerificationMethod::Interview => Key("count-checked-interview"),
            VerificationMethod::None => Key("count-checked-none"),
        })
    }))
}

fn sources(maker: &Maker<'_>) -> Vec<PolicyCount> {
    tally(reviews(maker, Status::Approved).map(|review| source_label(maker, &review.origin)))
}

/// The owner's answers, each with what the data says; what was not answered is said to be missing.
fn answers(maker: &Maker<'_>) -> Vec<PolicyAnswer> {
    let config = maker.from.config;
    let policy = &config.policy;
    let answer = |question: Key, answer: String| PolicyAnswer {
        question: maker.text(question).to_owned(),
        answer,
    };
    let business = [("business", (&config.business.name).into())];
    let not_answered = || maker.say(Key("not-answered"), &business);
    let given = |text: &Option<String>| text.clone().unwrap_or_else(not_answered);
    let invited = policy.invited.map(|invited| match invited {
        Invited::All => Key("answer-invited-all"),
        Invited::Selected => Key("answer-invited-selected"),
        Invited::Unsolicited => Key("answer-invited-unsolicited"),
    });
    let invited = invited.map_or_else(not_answered, |key| maker.text(key).to_owned());
    let mut answers = vec![
        answer(Key("question-publisher"), maker.say(Key("answer-publisher"), &business)),
        answer(Key("question-authors"), given(&policy.who_may_review)),
        answer(Key("question-invited"), invited),
        answer(Key("question-checked"), given(&policy.verification)),
        answer(Key("question-moderation"), given(&policy.moderation)),
        answer(Key("question-incentives"), incentives(maker, given(&policy.incentives))),
        answer(Key("question-shown"), maker.common.completeness.clone()),
        answer(Key("question-order"), order(maker).to_owned()),
        answer(Key("question-average"), average(maker)),
        answer(Key("question-insiders"), insiders(maker)),
        answer(Key("question-edits"), editing(maker)),
        answer(Key("question-replies"), replies(maker)),
        answer(Key("question-retention"), retention(maker)),
    ];
    let weakened = config.weakened();
    if !weakened.is_empty() {
        answers.push(answer(Key("question-weakened"), weakened.join(maker.text(Key("comma")))));
    }
    answers
}

/// A message whose only argument is a number.
fn counted(maker: &Maker<'_>, key: Key, count: usize) -> String {
    maker.say(key, &[("count", count.into())])
}

fn retention(maker: &Maker<'_>) -> String {
    match maker.from.config.policy.retention_months {
        Some(months) => maker.say(Key("answer-retention"), &[("count", Argument::Number(months))]),
        None => maker.text(Key("answer-retention-none")).to_owned(),
    }
}

/// What the records show of edits and translations.
fn editing(maker: &Maker<'_>) -> String {
    let count = |of: &dyn Fn(&Review) -> bool| {
        reviews(maker, Status::Approved).filter(|review| of(review)).count()
    };
    let translated = count(&|review| review.translated_from.is_some());
    let edited = count(&Review::is_edited);
    let told = |key, number| (number > 0).then(|| counted(maker, key, number));
    let (edited, translated) =
        (told(Key("answer-edited"), edited), told(Key("answer-translated"), translated));
    if edited.is_none() && translated.is_none() {
        return maker.text(Key("answer-edits-none")).to_owned();
    }
    let words = maker.from.words;
    let both = words.sentences(edited.unwrap_or_default(), translated);
    words.sentences(both, Some(maker.text(Key("answer-edits-marked")).to_owned()))
}

fn order<'run>(maker: &Maker<'run>) -> &'run str {
    maker.text(match maker.from.config.selection.order {
        Order::Newest => Key("answer-order-newest"),
        Order::Oldest => Key("answer-order-oldest"),
        Order::Random => Key("answer-order-random"),
        Order::Featured => Key("answer-order-featured"),
        Order::Highest => Key("answer-order-highest"),
    })
}

fn average(maker: &Maker<'_>) -> String {
    let (numbers, words) = (&maker.common.numbers, maker.from.words);
    let Some(average) = maker.common.summary.view().average.as_deref() else {
        return maker.text(Key("answer-average-none")).to_owned();
    };
    let made = [("average", average.into()), ("count", numbers.count.into())];
    let made = maker.say(Key("answer-average"), &made);
    let hidden = (numbers.not_shown > 0)
        .then(|| counted(maker, Key("answer-average-hidden"), numbers.not_shown));
    let others = maker.text(Key("answer-average-platforms")).to_owned();
    let again = rated_again(maker).then(|| maker.text(Key("answer-average-follow-ups")).to_owned());
    words.sentences(words.sentences(words.sentences(made, hidden), again), Some(others))
}

/// Whether a follow-up has other stars than those that the average counts.
fn rated_again(maker: &Maker<'_>) -> bool {
    let reviews = maker.from.model.reviews.iter();
    let mut counted = reviews.filter(|review| review.counted_rating().is_some());
    counted.any(|review| review.follow_ups.iter().any(|said| said.rating.is_some()))
}

fn incentives(maker: &Maker<'_>, answer: String) -> String {
    let given = reviews(maker, Status::Approved).filter_map(|review| review.incentive.as_ref());
    let (told, untold): (Vec<_>, Vec<_>) = given.partition(|gift| gift.disclosure.is_some());
    let all = told.len() + untold.len();
    let found = match untold.len() {
        0 if all == 0 => None,
        0 => Some(counted(maker, Key("answer-incentives"), all)),
        untold => {
            let counts = [("count", all.into()), ("untold", untold.into())];
            Some(maker.say(Key("answer-incentives-untold"), &counts))
        }
    };
    maker.from.words.sentences(answer, found)
}

fn insiders(maker: &Maker<'_>) -> String {
    use crate::content::raw::Relationship::Customer;
    let is_insider = |review: &&Review| review.author.relationship != Customer;
    let insiders = reviews(maker, Status::Approved).filter(is_insider);
    let (told, untold): (Vec<_>, Vec<_>) = insiders.partition(|review| review.disclosure.is_some());
    let all = told.len() + untold.len();
    match untold.len() {
        0 if all == 0 => maker.text(Key("answer-insiders-none")).to_owned(),
        0 => counted(maker, Key("answer-insiders"), all),
        untold => {
            let counts = [("count", all.into()), ("untold", untold.into())];
            maker.say(Key("answer-insiders-untold"), &counts)
        }
    }
}

fn replies(maker: &Maker<'_>) -> String {
    let published = || reviews(maker, Status::Approved);
    let answered = published().filter(|review| !review.replies.is_empty()).count();
    let counts = [("answered", answered.into()), ("count", published().count().into())];
    maker.say(Key("answer-replies"), &counts)
}
