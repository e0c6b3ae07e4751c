//! How many customers say something at all.

use super::Given;
use super::number::{float, rounded};
use super::report::{Coverage, Heard};

/// Who was heard in a period.
pub(super) fn coverage(given: &Given<'_>) -> Coverage {
    let mut months = given.period.months::<(usize, usize)>();
    for review in given.reviews() {
        if let Some((reviews, _)) = months.of(review.date) {
            *reviews += 1;
        }
    }
    for answer in given.answers() {
        if let Some((_, answers)) = months.of(Some(answer.date)) {
            *answers += 1;
        }
    }
    let customers_per_month = given.config.belief.customers_per_month;
    // Nobody counts more customers than a number of 53 bits holds.
    #[allow(clippy::cast_precision_loss, reason = "a belief, not a sum")]
    let each = customers_per_month.map(|customers| customers as f64);
    let in_month = |(inside, all): (usize, usize)| Some(each? * float(inside) / float(all));
    let customers: Option<f64> = months.days().map(in_month).sum();
    let rows = months.named().zip(months.days()).map(|((month, (reviews, answers)), days)| Heard {
        month,
        reviews: *reviews,
        answers: *answers,
        customers: in_month(days).map(rounded),
    });
    let rows: Vec<Heard> = rows.collect();
    let reviews = rows.iter().map(|row| row.reviews).sum();
    let share = customers.filter(|customers| *customers > 0.0).map(|all| float(reviews) / all);
    Coverage {
        customers_per_month,
        customers: customers.map(rounded),
        reviews,
        answers: rows.iter().map(|row| row.answers).sum(),
        share: share.map(rounded),
        silent: share.map(|share| rounded((1.0 - share).max(0.0))),
        months: rows,
    }
}
