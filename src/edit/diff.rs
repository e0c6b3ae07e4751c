//! What a change does to a file, as a unified diff that `git apply` and `patch -p1` take.

use similar::TextDiff;

/// The diff of a text that stays at its path, or moves to another one.
pub fn unified(path: &str, to: Option<&str>, old: &str, new: &str) -> String {
    let (old_name, new_name) = (format!("a/{path}"), format!("b/{}", to.unwrap_or(path)));
    if to.is_none() {
        return one(&old_name, &new_name, old, new);
    }
    one(&old_name, "/dev/null", old, "") + &one("/dev/null", &new_name, "", new)
}

fn one(old_name: &str, new_name: &str, old: &str, new: &str) -> String {
    // Those who apply a diff know no other line end.
    let lines = |text: &'_ str| text.split_inclusive('\n').map(str::to_owned).collect::<Vec<_>>();
    let (old, new) = (lines(old), lines(new));
    let old: Vec<&str> = old.iter().map(String::as_str).collect();
    let new: Vec<&str> = new.iter().map(String::as_str).collect();
    TextDiff::from_slices(&old, &new).unified_diff().header(old_name, new_name).to_string()
}
