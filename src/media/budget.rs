//! How much memory open photos take at a time.

use std::sync::{Condvar, Mutex, PoisonError};

/// The memory for all photos that are open at a time, in bytes. One that takes more is opened alone.
const ROOM: u64 = 512 << 20;

/// Lets threads wait until there is room for their photo.
///
/// Whoever has room never waits for anything else, so somebody can always go on.
#[derive(Debug)]
pub(super) struct Budget {
    free: Mutex<u64>,
    returned: Condvar,
}

impl Default for Budget {
    fn default() -> Self {
        Self { free: Mutex::new(ROOM), returned: Condvar::new() }
    }
}

impl Budget {
    /// Waits for room, which is given back when the returned value is dropped.
    pub(super) fn take(&self, bytes: u64) -> Room<'_> {
        let bytes = bytes.min(ROOM);
        let free = self.free.lock().unwrap_or_else(PoisonError::into_inner);
        let mut free = self
            .returned
            .wait_while(free, |free| *free < bytes)
            .unwrap_or_else(PoisonError::into_inner);
        *free -= bytes;
        Room { budget: self, bytes }
    }
}

/// Room that was taken.
#[derive(Debug)]
pub(super) struct Room<'run> {
    budget: &'run Budget,
    bytes: u64,
}

impl Room<'_> {
    /// Makes the room larger if there is as much now; it never waits.
    pub(super) fn widen(&mut self, bytes: u64) -> bool {
        let more = bytes.min(ROOM).saturating_sub(self.bytes);
        let mut free = self.budget.free.lock().unwrap_or_else(PoisonError::into_inner);
        let fits = *free >= more;
        if fits {
            *free -= more;
            self.bytes += more;
        }
        fits
    }
}

impl Drop for Room<'_> {
    fn drop(&mut self) {
        *self.budget.free.lock().unwrap_or_else(PoisonError::into_inner) += self.bytes;
        self.budget.returned.notify_all();
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};

    use super::*;

    #[test]
    fn open_photos_never_take_more_than_there_is() {
        let (budget, open, most) = (Budget::default(), AtomicU64::new(0), AtomicU64::new(0));
        std::thread::scope(|scope| {
            for thread in 1..=8u64 {
                let (budget, open, most) = (&budget, &open, &most);
                scope.spawn(move || {
                    for turn in 0..50 {
                        let bytes = ROOM / 16 * (thread + turn) % ROOM;
                        // Files are smaller than what comes of them.
                        let mut room = budget.take(bytes / 4);
                        if !room.widen(bytes) {
                            drop(room);
                            room = budget.take(bytes);
                        }
                        assert_eq!(room.bytes, bytes);
                        most.fetch_max(
                            open.fetch_add(bytes, Ordering::SeqCst) + bytes,
                            Ordering::SeqCst,
                        );
                        std::thread::yield_now();
                        open.fetch_sub(bytes, Ordering::SeqCst);
                    }
                });
            }
        });
        assert!(most.into_inner() <= ROOM);
        assert_eq!(budget.free.into_inner().unwrap(), ROOM);
    }

    #[test]
    fn a_photo_that_takes_more_than_all_is_opened_alone() {
        let budget = Budget::default();
        drop(budget.take(u64::MAX));
        assert_eq!(budget.take(ROOM).bytes, ROOM);
        let mut room = budget.take(1);
        assert!(room.widen(u64::MAX) && room.bytes == ROOM);
    }
}
