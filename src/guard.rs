//! Work that may panic through no fault of ours: photos come from strangers, and decoders are large.

use std::any::Any;
use std::cell::Cell;
use std::panic::{self, AssertUnwindSafe};

thread_local! {
    static GUARDED: Cell<bool> = const { Cell::new(false) };
}

/// Runs something; the error is what a panic said.
///
/// What it has changed half must not be used afterwards.
pub fn guarded<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    let before = GUARDED.replace(true);
    let done = panic::catch_unwind(AssertUnwindSafe(work));
    GUARDED.set(before);
    done.map_err(|said| words(&*said))
}

/// Keeps panics of guarded work off the terminal: whoever guards it reports them. For the program, at
/// its start.
pub fn keep_off_the_terminal() {
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if !GUARDED.get() {
            usual(panic);
        }
    }));
}

fn words(said: &(dyn Any + Send)) -> String {
    let text = said.downcast_ref::<&str>().copied();
    let text = text.or_else(|| said.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("a panic without words").to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_is_an_error_and_what_it_said_is_kept() {
        assert_eq!(guarded(|| 1), Ok(1));
        assert_eq!(guarded(|| panic!("no {}", "picture")), Err::<(), _>("no picture".to_owned()));
        let nested = guarded(|| {
            let _ = guarded(|| panic!("inside"));
            GUARDED.get()
        });
        assert_eq!(nested, Ok(true), "what is around it is still guarded");
        assert!(!GUARDED.get());
    }
}
