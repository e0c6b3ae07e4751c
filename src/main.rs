//! Arguments in, exit code out.
#![expect(clippy::disallowed_methods, reason = "the one place that asks the system")]

use std::io::{self, IsTerminal};
use std::process::ExitCode;

use laurels::Environment;

/// Records are many small texts; the allocator of some systems takes a third of the time of a build.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn main() -> ExitCode {
    laurels::guard::keep_off_the_terminal();
    let current_dir = match std::env::current_dir() {
        Ok(folder) => folder,
        Err(error) => {
            let _ = io::Write::write_all(
                &mut io::stderr(),
                format!("error: the current folder cannot be read: {error}\n").as_bytes(),
            );
            return ExitCode::from(3);
        }
    };
    let variable = |name| std::env::var(name).ok();
    let environment = Environment {
        current_dir,
        no_color: variable("NO_COLOR"),
        term: variable("TERM"),
        source_date_epoch: variable("SOURCE_DATE_EPOCH"),
        is_terminal: io::stderr().is_terminal(),
        width: terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)),
        on_interrupt: Box::new(|action| ctrlc::set_handler(action).is_ok()),
        out: Box::new(io::stdout()),
        err: Box::new(io::stderr()),
    };
    let code = laurels::run(std::env::args_os(), environment);
    // Threads that are still at work end with the process, and none of them in the middle of a file.
    std::mem::forget(laurels::fsx::pause());
    code
}
