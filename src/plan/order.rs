//! The order of lists.

use crate::config::Order;
use crate::model::{Model, Review};

/// The newest first; on one day in the order of the files.
pub(crate) fn newest(shown: &[u32], model: &Model) -> Vec<u32> {
    sorted(shown, |at| u64::from(u32::MAX - day(review(model, at))) << 32 | u64::from(at))
}

/// The order that is wanted, from the newest first; the seed is for the order `random`.
pub(crate) fn by(order: Order, seed: u64, newest: &[u32], model: &Model) -> Vec<u32> {
    let rank = |at: u32| review(model, at);
    match order {
        Order::Newest => newest.to_vec(),
        Order::Oldest => sorted(newest, |at| u64::from(day(rank(at))) << 32 | u64::from(at)),
        Order::Featured => {
            let (mut first, rest): (Vec<u32>, Vec<u32>) =
                newest.iter().partition(|at| rank(**at).featured);
            first.extend(rest);
            first
        }
        Order::Highest => {
            let mut order = newest.to_vec();
            order.sort_by(|a, b| {
                let stars = |at: u32| rank(at).rating.map_or(-1.0, crate::model::Rating::stars);
                stars(*b).total_cmp(&stars(*a))
            });
            order
        }
        Order::Random => {
            let key = |at: u32| xxhash_rust::xxh3::xxh3_64_with_seed(rank(at).id.as_bytes(), seed);
            let mut order = newest.to_vec();
            order.sort_by_cached_key(|at| (key(*at), *at));
            order
        }
    }
}

fn review(model: &Model, at: u32) -> &Review {
    &model.reviews[at as usize]
}

/// A day as a number that sorts; without a day, before all others.
fn day(review: &Review) -> u32 {
    review.date.map_or(0, |date| {
        let year = u32::try_from(date.year()).unwrap_or_default();
        let part = |number: i8| u32::from(number.unsigned_abs());
        year * 10_000 + part(date.month()) * 100 + part(date.day())
    })
}

fn sorted(positions: &[u32], key: impl Fn(u32) -> u64) -> Vec<u32> {
    let mut keyed: Vec<u64> = positions.iter().map(|at| key(*at)).collect();
    keyed.sort_unstable();
    // The lower half of a key is the position.
    #[allow(clippy::cast_possible_truncation, reason = "the lower half")]
    let positions = keyed.into_iter().map(|key| key as u32).collect();
    positions
}
