//! Every rule: what it refuses, why, and where that is written.

use super::checks::Rule;
use super::raw::Jurisdiction::{Eu, Uk, Us};
use super::raw::Level::{Error, Warn};

/// Every rule, in the order of their codes' first mention in the documentation.
pub(super) const RULES: [Rule; 34] = [
    Rule {
        code: "consent-missing",
        level: Warn,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "a review of a person is shown, and there is no record that they agreed",
        help: "A name, a photo and an opinion are personal data. Ask, and note the answer under \
               `consent:` with the day, how it was given and what it covers. Nobody is asked where \
               `source.basis` says that the author or the platform allowed it, nor where nothing of \
               the person is shown. A sample site asks nobody.",
        source: "GDPR and UK GDPR, articles 6(1)(a) and 7(1)",
    },
    Rule {
        code: "consent-scope",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "something is shown that the person did not agree to",
        help: "`consent.scope` names what may be shown (text, name, photo, company, location), \
               `consent.channels` where (site, widget, social). Ask for the rest, take it out, or \
               set `display.on_missing: reduce`, which shows initials and leaves out photos, \
               company and location; words and places are never reduced.",
        source: "GDPR and UK GDPR, articles 5(1)(b) and 7",
    },
    Rule {
        code: "consent-expired",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "the consent has ended",
        help: "Ask again and note the new day, or set the review to `withheld`. What ends within \
               60 days is listed by every check.",
        source: "GDPR and UK GDPR, article 7",
    },
    Rule {
        code: "consent-withdrawn",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "the consent was taken back",
        help: "Who takes a consent back must be as free to do so as they were to give it. \
               `laurels withdraw ID` removes words, name and photos in one step and leaves a \
               tombstone without them.",
        source: "GDPR and UK GDPR, articles 7(3) and 17",
    },
    Rule {
        code: "insider-undisclosed",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "somebody close to the business praises it, and readers are not told",
        help: "Owners, officers, employees, agents, relatives, investors and suppliers may be \
               quoted, if a sentence beside the quote says what they are. Write it under \
               `disclosure:`.",
        source: "16 CFR 465.5 and 255.5 (US); UK DMCC Act 2024, schedule 20, paragraph 13; EU \
                 Directive 2005/29/EC, annex I, 23c",
    },
    Rule {
        code: "incentive-undisclosed",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "something was given for a review, and readers are not told",
        help: "A discount, a free product or money changes how a review is read. Write what it \
               was under `incentive.disclosure`; it stands in the same card as the quote.",
        source: "16 CFR 255.5 (US); UK DMCC Act 2024, schedule 20, paragraph 13",
    },
    Rule {
        code: "incentive-conditional",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "something was given for praise",
        help: "A review that was bought for what it says must not be published; no disclosure \
               mends that. Withhold it with the reason `fake`.",
        source: "16 CFR 465.4 (US); UK DMCC Act 2024, schedule 20, paragraph 13",
    },
    Rule {
        code: "disclosure-hidden",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: false,
        says: "a quote is shown without the disclosure that belongs to it",
        help: "Each card, page, feed and widget that shows the words shows the disclosure beside \
               them, as text. A theme that leaves it out has to be mended.",
        source: "16 CFR 255.5 (US), `clear and conspicuous`",
    },
    Rule {
        code: "edit-not-derivable",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "the text is not the original with marked cuts and additions",
        help: "A text may be shortened: put `[…]` where words were left out, and `[ ]` around \
               words that were added, and leave everything else as it was said. Correcting a word \
               is a cut and an addition.",
        source: "16 CFR 255.1(b) and 255.2(d) (US); CAP Code 3.47 (UK)",
    },
    Rule {
        code: "edit-changes-meaning",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "a cut leaves out a word that turns the meaning",
        help: "Words such as not, but, although or until carry what a sentence says. Leave them \
               in, or ask the author and note the day under `edits_approved`.",
        source: "16 CFR 255.1(b) (US)",
    },
    Rule {
        code: "highlight-not-verbatim",
        level: Error,
        fixed: true,
        packs: &[],
        is_checked: true,
        says: "the highlight is not in the text, word for word",
        help: "A highlight is a part of what was said. Copy it from the text. This rule cannot be \
               weakened.",
        source: "16 CFR 255.1(b) (US)",
    },
    Rule {
        code: "suppression",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "the site says that it shows all reviews and withholds one for no allowed reason",
        help: "Allowed reasons are personal-data, confidential, abusive, discriminatory, fake, \
               unrelated, duplicate and author-asked. Publish the review, give its true reason, \
               or say that the site shows a selection.",
        source: "16 CFR 465.7(b) (US); UK DMCC Act 2024, schedule 20, paragraph 13(5)",
    },
    Rule {
        code: "selection-unlabelled",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "the site shows a selection and does not say by which rule",
        help: "Write the rule as a sentence under `selection.rule`, such as `One review for each \
               product, the newest`. It stands above the reviews.",
        source: "16 CFR 465.7(b) (US); EU Directive 2005/29/EC, article 7(6)",
    },
    Rule {
        code: "positive-first",
        level: Error,
        fixed: false,
        packs: &[Uk],
        is_checked: true,
        says: "better reviews are put before others",
        help: "Giving positive reviews more prominence than negative ones is a banned practice in \
               the UK. Order by day, or by chance.",
        source: "UK DMCC Act 2024, schedule 20, paragraph 13(5)(i)",
    },
    Rule {
        code: "withheld-skew",
        level: Warn,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "what is withheld is worse than what is shown, or much of it is withheld",
        help: "Two or more are withheld, and they are more than a tenth of all, or have half a star \
               less on average than what is shown. Reasons that are good one by one can together \
               hide what customers think: look through the withheld reviews once more.",
        source: "16 CFR 465.7(b) (US)",
    },
    Rule {
        code: "platform-storage",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "the words of a review on a platform are kept without permission",
        help: "Most platforms forbid to store what was written there. Ask the author and add \
               `basis: author-permission`, or keep id, date, rating and address only: the review \
               is then a link.",
        source: "the terms of Google Maps Platform, Yelp, Tripadvisor and Trustpilot",
    },
    Rule {
        code: "source-unlinked",
        level: Warn,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "a review of a platform has no address there",
        help: "Add `source.url`, so that readers can see it where it was written.",
        source: "EU Directive 2005/29/EC, article 7(6); the terms of most platforms",
    },
    Rule {
        code: "foreign-average",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "ratings of other platforms are part of the site's own average",
        help: "Figures of platforms stand apart, each with its source, its count and its day. \
               Reviews that the business collected itself make its own average, and no others: \
               one that is on a platform, by its address, is no own one.",
        source: "Google's guidelines for review snippets; UK DMCC Act 2024, schedule 20, \
                 paragraph 13(2)",
    },
    Rule {
        code: "results-claim",
        level: Warn,
        fixed: false,
        packs: &[Us],
        is_checked: true,
        says: "a quote promises a result, and nothing says whether that is typical",
        help: "A share of less than all, a sum of money, a weight, `3x`, and `in` a number of weeks or \
               months read as what customers can expect. Note the evidence under `claim`, and \
               whether it is typical.",
        source: "16 CFR 255.2(b) (US)",
    },
    Rule {
        code: "not-typical",
        level: Error,
        fixed: false,
        packs: &[Us],
        is_checked: true,
        says: "`results may vary` is all that is said about a result",
        help: "Such words alone, in a disclosure, a reply or the evidence, do not mend a claim. Say \
               what customers can generally expect, or leave the claim out.",
        source: "16 CFR 255.2(b) (US)",
    },
    Rule {
        code: "stock-photo",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "a photo is not of the person, and readers are not told",
        help: "The built-in theme shows a note where `photo_kind` is `stock` or `ai`; a theme whose \
               templates never ask for it cannot. Better: no photo, and a monogram stands there.",
        source: "16 CFR 255.2(c) (US); EU AI Act, article 50",
    },
    Rule {
        code: "personal-data",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "the words hold data that are nobody else's business",
        help: "E-mail and IP addresses, telephone, card, account and order numbers do not belong on a \
               page. Put `[…]` in their place, in the original too. What the business publishes \
               of itself in site.yaml may stand in a review.",
        source: "GDPR and UK GDPR, article 5(1)(c)",
    },
    Rule {
        code: "photo-metadata",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: false,
        says: "a published picture says where it was taken",
        help: "Pictures are written without what cameras add. A file that is published as it is \
               has to be cleaned by its owner.",
        source: "GDPR and UK GDPR, article 5(1)(c)",
    },
    Rule {
        code: "duplicate-text",
        level: Warn,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "two people say the same, word for word",
        help: "Eight words or more that two authors share are no chance: one of the two is a copy, or \
               neither is a customer's. Find out which, and withhold it with the reason \
               `duplicate` or `fake`.",
        source: "16 CFR 465.2 (US); EU Directive 2005/29/EC, annex I, 23c",
    },
    Rule {
        code: "sample-content",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "the text or the name is a placeholder",
        help: "Jane Doe and Lorem ipsum are no customers. Remove the review, or mark the whole site \
               with `sample: true`.",
        source: "16 CFR 465.2(a) (US)",
    },
    Rule {
        code: "verified-claim",
        level: Error,
        fixed: false,
        packs: &[Eu],
        is_checked: true,
        says: "the site calls reviews verified and does not verify them",
        help: "Words such as `verified` or `real customers` in the title, the description, the rule \
               of the selection, a setting or a page need checks: note under `verified` how each \
               review was checked. If you do not check, say so.",
        source: "EU Directive 2005/29/EC, annex I, 23b",
    },
    Rule {
        code: "policy-incomplete",
        level: Warn,
        fixed: false,
        packs: &[Eu, Uk],
        is_checked: true,
        says: "the page about how reviews are collected has gaps",
        help: "Answer the questions under `policy:` in site.yaml. `We do not check` is an answer \
               too.",
        source: "EU Directive 2005/29/EC, article 7(6); CMA208 (UK)",
    },
    Rule {
        code: "platform-stale",
        level: Warn,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "a platform's figure is old, or has no day or no address",
        help: "Look it up again, and write the day under `as_of`. After 90 days a figure is old.",
        source: "UK DMCC Act 2024, schedule 20, paragraph 13(2)",
    },
    Rule {
        code: "stale",
        level: Warn,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "a quote is older than two years and was not confirmed",
        help: "Ask the author whether it still holds, and note the day under `confirmed`.",
        source: "16 CFR 255.1(b) (US); Ad Standards, clause 7 (Canada)",
    },
    Rule {
        code: "translation-unlabelled",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "a translation has no translator or no original",
        help: "Keep the words as given under `original`, and write `translator: human` or \
               `machine`. The page says that it is a translation and offers the original.",
        source: "16 CFR 255.1(b) (US)",
    },
    Rule {
        code: "self-serving-markup",
        level: Warn,
        fixed: false,
        packs: &[],
        is_checked: false,
        says: "the business marks up stars about itself",
        help: "Search engines show no stars for what a business says of itself, and Laurels \
               writes no such markup. A theme that does should leave it out.",
        source: "Google's guidelines for review snippets",
    },
    Rule {
        code: "markup-mismatch",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: false,
        says: "structured data says what the page does not show",
        help: "Numbers and quotes for search engines must be those that readers see. A theme that \
               writes others has to be mended.",
        source: "Google's guidelines for review snippets",
    },
    Rule {
        code: "third-party-request",
        level: Error,
        fixed: false,
        packs: &[],
        is_checked: false,
        says: "a page loads something from elsewhere, or keeps something in the browser",
        help: "Whoever opens a page with a font, a picture or a script of another host is \
               reported to that host. Put the file into the site.",
        source: "GDPR, article 6; CJEU C-40/17; Directive 2002/58/EC, article 5(3)",
    },
    Rule {
        code: "low-contrast",
        level: Warn,
        fixed: false,
        packs: &[],
        is_checked: true,
        says: "colours are hard to read on each other",
        help: "Text needs a contrast of 4.5 to 1, large text and signs 3 to 1. The warning names \
               a colour that would do.",
        source: "WCAG 2.2, 1.4.3 and 1.4.11",
    },
];
