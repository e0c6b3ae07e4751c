//! `laurels new NAME`: one testimonial file with every field explained.

use std::process::ExitCode;

use super::{Failure, Outcome, Run};
use crate::cli::New;
use crate::model::slug;
use crate::{fsx, init};

/// Runs the command.
pub(crate) fn run(run: &mut Run<'_>, arguments: &New) -> Outcome {
    let site = run.site()?;
    let name = arguments.name.trim();
    let slug = slug::slug(name);
    if slug.is_empty() {
        let message = format!("no file name can be made of `{name}`");
        return Err(Failure::usage(message).hint("use letters or digits"));
    }
    let path = format!("content/testimonials/{slug}.md");
    let target = site.join(&path);
    if fsx::metadata(&target)?.is_some() {
        return Err(Failure::usage(format!("`{path}` exists already"))
            .hint("give another name, such as `laurels new \"Ana López 2\"`"));
    }
    fsx::create_folders(&site.join("content/testimonials"))?;
    fsx::replace(&target, init::testimonial(name, run.today()?).as_bytes())?;
    run.reporter.result(&serde_json::json!({ "command": "new", "id": slug, "path": path }));
    run.reporter.print(&format!("wrote {path}"));
    run.reporter.say(&format!("add the customer's words; `laurels approve {slug}` publishes them"));
    Ok(ExitCode::SUCCESS)
}
