//! When to look: not while files are still being written, and not too late.

use std::time::{Duration, Instant};

/// How long nothing must happen. Editors save in several steps, and programs that write many files
/// pause between them for less than that.
pub const QUIET: Duration = Duration::from_millis(80);

/// How long the first event waits at most, however much happens.
const MOST: Duration = Duration::from_millis(500);

/// Waits for quiet. It has no clock: what time it is, it is told.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::dev) struct Debounce {
    /// The first and the last event that nobody has looked after.
    since: Option<(Instant, Instant)>,
}

impl Debounce {
    /// Something has happened.
    pub(in crate::dev) fn event(&mut self, now: Instant) {
        let first = self.since.map_or(now, |(first, _)| first);
        self.since = Some((first, now));
    }

    /// When it is time to look; nothing where nothing has happened.
    pub(in crate::dev) fn due(&self) -> Option<Instant> {
        self.since.map(|(first, last)| (last + QUIET).min(first + MOST))
    }

    /// Whether it is time to look; if so, everything until now is done with.
    pub(in crate::dev) fn fire(&mut self, now: Instant) -> bool {
        let is_due = self.due().is_some_and(|due| due <= now);
        if is_due {
            self.since = None;
        }
        is_due
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// At which milliseconds it fires, when events come at these.
    fn fired(events: &[u64]) -> Vec<u64> {
        let start = crate::clock::start();
        let at = |millisecond| start + Duration::from_millis(millisecond);
        let mut debounce = Debounce::default();
        let last = events.last().copied().unwrap_or_default() + 1000;
        let mut fired = Vec::new();
        for now in 0..=last {
            for _ in events.iter().filter(|event| **event == now) {
                debounce.event(at(now));
            }
            if debounce.fire(at(now)) {
                fired.push(now);
            }
        }
        fired
    }

    #[test]
    fn it_waits_for_quiet_and_not_for_ever() {
        for (events, expected) in [
            (vec![], vec![]),
            (vec![0], vec![80]),
            (vec![0, 79], vec![159]),
            (vec![0, 81], vec![80, 161]),
            ((0..10).map(|step| step * 50).collect(), vec![500]),
            ((0..20).map(|step| step * 50).collect(), vec![500, 1030]),
        ] {
            assert_eq!(fired(&events), expected, "{events:?}");
        }
    }

    proptest! {
        #[test]
        fn every_event_is_looked_after_in_time(mut events in prop::collection::vec(0u64..3000, 0..60)) {
            events.sort_unstable();
            let fired = fired(&events);
            for event in &events {
                let next = fired.iter().find(|time| *time >= event);
                prop_assert!(next.is_some_and(|time| time - event <= 500), "{event} {fired:?}");
            }
            prop_assert!(fired.len() <= events.len());
        }
    }
}
