//! What a change does to a file, as a unified diff that `git apply` and `patch -p1` take.

use similar::TextDiff;

/// The diff of a text that stays at its path, moves to another one, or is new.
pub fn unified(path: &str, to: Option<&str>, old: Option<&str>, new: &str) -> String {
    let (old_name, new_name) = (format!("a/{path}"), format!("b/{}", to.unwrap_or(path)));
    let Some(old) = old else { return one("/dev/null", &new_name, "", new) };
    if to.is_none() {
        return one(&old_name, &new_name, old, new);
    }
    one(&old_name, "/dev/null", old, "") + &one("/dev/null", &new_name, "", new)
}

fn one(old_name: &str, new_name: &str, old: &str, new: &str) -> String {
    // Those who apply a diff know no other line end.
    let (old, new): (Vec<&str>, Vec<&str>) =
        (old.split_inclusive('\n').collect(), new.split_inclusive('\n').collect());
    let diff = TextDiff::configure().newline_terminated(true).diff_slices(&old, &new);
    diff.unified_diff().header(old_name, new_name).to_string()
}
