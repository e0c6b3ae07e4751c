//! "How we collect reviews": from the owner's answers and the data.

use std::collections::BTreeMap;

use super::list::count_of_reviews;
use super::{About, Maker, Ready};
use crate::config::{Invited, Order};
use crate::content::raw::{Status, VerificationMethod};
use crate::model::Review;
use crate::plan::Route;
use crate::views::{Day, Link, Page, Policy, PolicyAnswer, PolicyCount};

/// The transparency page.
pub(crate) fn page<'a>(maker: &'a Maker<'_>, route: &Route) -> Ready<'a> {
    let name = &maker.from.config.business.name;
    let description = format!("How {name} collects, checks and shows its reviews.");
    let page = Page {
        menu: "policy".to_owned(),
        structured_data: Some(super::structured::business(maker)),
        ..maker.frame(route, "policy", "How we collect reviews", &description)
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
        as_of: Day::from(maker.from.today),
        contact,
    };
    let numbers = &maker.summary;
    Ready { template: "policy.html", page, about: About::Policy(Box::new(view), numbers) }
}

fn reviews<'a>(maker: &'a Maker<'_>, status: Status) -> impl Iterator<Item = &'a Review> {
    let all = maker.from.model.reviews.iter().map(AsRef::as_ref);
    all.filter(move |review| review.status == status)
}

fn counts(maker: &Maker<'_>) -> Vec<PolicyCount> {
    let count = |label: &str, status: Status| PolicyCount {
        label: label.to_owned(),
        count: reviews(maker, status).count(),
    };
    let mut counts =
        vec![PolicyCount { label: "received".to_owned(), count: maker.from.model.reviews.len() }];
    counts.push(count("published", Status::Approved));
    counts.push(count("withheld", Status::Withheld));
    counts.push(count("withdrawn by their authors", Status::Withdrawn));
    counts.push(count("waiting to be checked", Status::Pending));
    counts
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
        reason_words(reason)
    }))
}

/// The words of an allowed reason for readers; others are the owner's own words.
fn reason_words(reason: &str) -> &str {
    match reason {
        "personal-data" => "holds personal data of somebody else",
        "confidential" => "holds confidential information",
        "abusive" => "abusive or obscene",
        "discriminatory" => "discriminatory",
        "fake" => "believed to be fake",
        "unrelated" => "about something else",
        "duplicate" => "given twice",
        "author-asked" => "its author asked for it",
        _ => reason,
    }
}

fn verified(maker: &Maker<'_>) -> Vec<PolicyCount> {
    tally(reviews(maker, Status::Approved).map(|review| {
        match review.verified.map(|check| check.method).unwrap_or_default() {
            VerificationMethod::Order => "checked against an order",
            VerificationMethod::Email => "checked by the e-mail address of a customer",
            VerificationMethod::Visit => "checked by a visit",
            VerificationMethod::Interview => "checked in an interview",
            VerificationMethod::None => "not checked",
        }
    }))
}

fn sources(maker: &Maker<'_>) -> Vec<PolicyCount> {
    tally(reviews(maker, Status::Approved).map(|review| &*review.origin.label))
}

/// The owner's answers, each with what the data says; what was not answered is said to be missing.
fn answers(maker: &Maker<'_>) -> Vec<PolicyAnswer> {
    let config = maker.from.config;
    let policy = &config.policy;
    let name = &config.business.name;
    let answer = |question, answer: String| PolicyAnswer { question, answer };
    let given = |text: &Option<String>| {
        text.clone().unwrap_or_else(|| format!("{name} has not answered this yet."))
    };
    let invited = match policy.invited {
        Some(Invited::All) => "Every customer is asked for a review.".to_owned(),
        Some(Invited::Selected) => "Some customers are asked for a review, not all.".to_owned(),
        Some(Invited::Unsolicited) => "Nobody is asked; reviews come unasked.".to_owned(),
        None => format!("{name} has not answered this yet."),
    };
    let retention = policy
        .retention_months
        .map_or_else(|| "No period is set.".to_owned(), |months| format!("{months} months."));
    let publisher = format!("{name}, the business that is reviewed here.");
    let mut answers = vec![
        answer("Who publishes these reviews?", publisher),
        answer("Who may write one?", given(&policy.who_may_review)),
        answer("Who is asked for one?", invited),
        answer("How is it checked that an experience was real?", given(&policy.verification)),
        answer("What is not published, and who decides?", given(&policy.moderation)),
        answer("Is anything given for a review?", incentives(maker, given(&policy.incentives))),
        answer("Are all reviews shown?", maker.completeness.clone()),
        answer("In which order?", order(config.selection.order).to_owned()),
        answer("How is the average made?", average(maker)),
        answer("May people of the business write reviews?", insiders(maker)),
        answer("How are texts edited?", editing(maker)),
        answer("Does the business reply?", replies(maker)),
        answer("How long are reviews kept?", retention),
    ];
    let weakened = config.weakened();
    if !weakened.is_empty() {
        answers.push(answer("Which checks are switched off or weakened?", weakened.join(", ")));
    }
    answers
}

/// What the records show of edits and translations.
fn editing(maker: &Maker<'_>) -> String {
    let count = |of: &dyn Fn(&Review) -> bool| {
        reviews(maker, Status::Approved).filter(|review| of(review)).count()
    };
    let translated = count(&|review| review.translated_from.is_some());
    let edited = count(&|review| review.original.is_some() && review.translated_from.is_none());
    match (edited, translated) {
        (0, 0) => "No published text is marked as edited or translated.".to_owned(),
        _ => format!(
            "{} shortened or corrected and {translated} translated; each says so, and the words as \
             given stand beside it where they are kept.",
            if edited == 1 { "1 text is".to_owned() } else { format!("{edited} texts are") }
        ),
    }
}

fn order(order: Order) -> &'static str {
    match order {
        Order::Newest => "The newest come first, whatever their rating.",
        Order::Oldest => "The oldest come first, whatever their rating.",
        Order::Random => "In an order drawn by chance, whatever their rating.",
        Order::Featured => "Those that the business has picked come first, then the newest.",
        Order::Highest => "Those with the highest rating come first.",
    }
}

fn average(maker: &Maker<'_>) -> String {
    let numbers = &maker.numbers;
    let Some(average) = numbers.average() else {
        return "There is no rating yet that the business collected itself.".to_owned();
    };
    let hidden = match numbers.not_shown {
        0 => String::new(),
        1 => ", one of them of a review that is not shown".to_owned(),
        more => format!(", {more} of them of reviews that are not shown"),
    };
    let count = if numbers.count == 1 {
        "1 rating".to_owned()
    } else {
        format!("{} ratings", numbers.count)
    };
    format!(
        "{average} is the mean of all {count} that the business collected itself{hidden}, rounded \
         to one decimal. Ratings of other platforms do not enter; their figures stand apart."
    )
}

fn incentives(maker: &Maker<'_>, answer: String) -> String {
    let given = reviews(maker, Status::Approved).filter_map(|review| review.incentive.as_ref());
    let (told, untold): (Vec<_>, Vec<_>) = given.partition(|gift| gift.disclosure.is_some());
    match (told.len() + untold.len(), untold.len()) {
        (0, _) => answer,
        (1, 0) => {
            format!("{answer} One published review was given for something; its card says so.")
        }
        (all, 0) => format!(
            "{answer} {all} published reviews were given for something; their cards say so."
        ),
        (all, untold) => format!(
            "{answer} Published reviews that were given for something: {all}, {untold} of them \
             without a note."
        ),
    }
}

fn insiders(maker: &Maker<'_>) -> String {
    use crate::content::raw::Relationship::Customer;
    let is_insider = |review: &&Review| review.author.relationship != Customer;
    let insiders = reviews(maker, Status::Approved).filter(is_insider);
    let (told, untold): (Vec<_>, Vec<_>) =
        insiders.partition(|review| review.disclosures().next().is_some());
    match (told.len() + untold.len(), untold.len()) {
        (0, _) => "None of the published reviews is marked as one by an owner, employee, relative \
                   or business partner."
            .to_owned(),
        (1, 0) => "1 review is by an owner, employee, relative or business partner; its card says \
                   so."
        .to_owned(),
        (all, 0) => format!(
            "{all} reviews are by owners, employees, relatives or business partners; their cards \
             say so."
        ),
        (all, untold) => format!(
            "Reviews by owners, employees, relatives or business partners: {all}, {untold} of them \
             without a note."
        ),
    }
}

fn replies(maker: &Maker<'_>) -> String {
    let answered = reviews(maker, Status::Approved).filter(|review| !review.replies.is_empty());
    let all = count_of_reviews(reviews(maker, Status::Approved).count());
    format!("{} of {all} have a reply, shown below the words.", answered.count())
}
