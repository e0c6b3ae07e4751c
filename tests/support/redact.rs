//! What differs from run to run, and from machine to machine, gets a name.

use super::Site;

/// Replaces folders, times, sizes, hashes and the version of the program.
pub fn redact(site: &Site, text: &str) -> String {
    let text = text.replace("\r\n", "\n").replace("laurels.exe", "laurels");
    let text = folders(site, &text);
    let text = text.replace(env!("CARGO_PKG_VERSION"), "[VERSION]");
    let text = numbers(&text, |_, after| after.starts_with(" ms"), "[TIME]");
    let text = numbers(&text, |_, after| after.starts_with(" kB"), "[SIZE]");
    let text = numbers(&text, |before, _| before.ends_with("\"milliseconds\":"), "\"[TIME]\"");
    let text = numbers(&text, |before, _| before.ends_with("\"bytes\":"), "\"[SIZE]\"");
    hashes(&text)
}

/// The test's own folder, by each of its names, with `/` behind it on every system.
fn folders(site: &Site, text: &str) -> String {
    let mut text = text.to_owned();
    for root in [site.root(), site.first_name_of_root().to_owned()] {
        let name = root.display().to_string();
        // Where JSON or a debug form doubles backslashes.
        for name in [name.replace('\\', "\\\\"), name] {
            text = text.replace(&name, "[ROOT]");
        }
    }
    if cfg!(windows) {
        let mut parts = text.split("[ROOT]");
        let first = parts.next().unwrap_or_default().to_owned();
        return parts.fold(first, |text, part| {
            let end = part.find(['`', '"', '\n', ' ']).unwrap_or(part.len());
            let path = part[..end].replace("\\\\", "/").replace('\\', "/");
            format!("{text}[ROOT]{path}{}", &part[end..])
        });
    }
    text
}

/// Replaces runs of digits by what stands before and behind them.
fn numbers(text: &str, fits: impl Fn(&str, &str) -> bool, name: &str) -> String {
    runs(text, |c| c.is_ascii_digit(), |before, _, after| fits(before, after), name)
}

/// Replaces content hashes: 16 hexadecimal digits by themselves.
fn hashes(text: &str) -> String {
    let hash = |_: &str, run: &str, _: &str| {
        run.len() == 16 && run.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'a'..=b'f'))
    };
    runs(text, |c| c.is_ascii_alphanumeric(), hash, "[HASH]")
}

fn runs(
    text: &str,
    of: impl Fn(char) -> bool,
    fits: impl Fn(&str, &str, &str) -> bool,
    name: &str,
) -> String {
    let mut redacted = String::new();
    let mut at = 0;
    while let Some(start) = text[at..].find(&of).map(|start| at + start) {
        let end = text[start..].find(|c| !of(c)).map_or(text.len(), |end| start + end);
        let run = &text[start..end];
        redacted.push_str(&text[at..start]);
        let replaced = fits(&text[..start], run, &text[end..]);
        redacted.push_str(if replaced { name } else { run });
        at = end;
    }
    redacted.push_str(&text[at..]);
    redacted
}
