//! Writes the reference of the command line, `docs/cli.md`, from the types that parse it.

use std::fmt::Write as _;

use clap::{Arg, Command, CommandFactory};
use laurels::cli::Cli;

const HEAD: &str =
    "<!-- made from src/cli.rs by the tests; do not edit -->\n\n# The command line\n";

/// Gives the whole document.
pub fn markdown() -> String {
    let mut program = Cli::command();
    // Makes every subcommand know its whole name and the options of every command.
    program.build();
    let mut text = HEAD.to_owned();
    paragraph(&mut text, &about(&program));
    fence(&mut text, &usage(&program));
    paragraph(&mut text, "Exit codes, formats and what decides the day are told [here](ci.md).");
    text.push_str("\n| command | does |\n| --- | --- |\n");
    for command in commands(&program) {
        let name = command.get_name();
        let short = command.get_about().map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "| [`{name}`](#laurels-{name}) | {short} |");
    }
    text.push_str("\n## Options of every command\n");
    arguments(&mut text, program.get_arguments().filter(|option| !is_own(option)));
    for command in commands(&program) {
        one(&mut text, command, "##", "laurels");
    }
    text
}

/// A command, and the commands below it.
fn one(text: &mut String, command: &Command, heading: &str, above: &str) {
    let name = format!("{above} {}", command.get_name());
    let _ = writeln!(text, "\n{heading} {name}");
    paragraph(text, &about(command));
    fence(text, &usage(command));
    arguments(text, command.get_arguments().filter(|argument| is_own(argument)));
    for inner in commands(command) {
        one(text, inner, &format!("{heading}#"), &name);
    }
}

/// The commands of the program, without the one that prints help.
fn commands(program: &Command) -> impl Iterator<Item = &Command> {
    program.get_subcommands().filter(|command| command.get_name() != "help")
}

/// Whether an argument belongs to one command alone.
fn is_own(argument: &Arg) -> bool {
    let everywhere = ["help", "version"].contains(&argument.get_id().as_str());
    !everywhere && !argument.is_global_set()
}

/// What a command does, in sentences.
fn about(command: &Command) -> String {
    let about = command.get_long_about().or(command.get_about());
    let about = about.map(ToString::to_string).unwrap_or_default();
    if about.ends_with('.') { about } else { format!("{about}.") }
}

fn usage(command: &Command) -> String {
    let usage = command.clone().render_usage().to_string();
    usage.trim_start_matches("Usage:").trim().to_owned()
}

fn paragraph(text: &mut String, words: &str) {
    let _ = writeln!(text, "\n{}", words.trim());
}

fn fence(text: &mut String, code: &str) {
    let _ = writeln!(text, "\n```text\n{code}\n```");
}

fn arguments<'a>(text: &mut String, arguments: impl Iterator<Item = &'a Arg>) {
    for (at, argument) in arguments.enumerate() {
        if at == 0 {
            text.push('\n');
        }
        let help = argument.get_long_help().or(argument.get_help());
        let help = help.map(ToString::to_string).unwrap_or_default();
        let _ = writeln!(text, "- {}: {}{}", names(argument), help.trim(), default(argument));
        for value in values(argument) {
            let _ = writeln!(text, "  - {value}");
        }
    }
}

/// How an argument is written: `-q`, `--quiet`, `--out <DIR>`, `--poll[=<MS>]`, `<NAME>`.
fn names(argument: &Arg) -> String {
    let value = argument.get_value_names().filter(|_| argument.get_action().takes_values());
    let value = value.and_then(|names| names.first()).map(ToString::to_string).unwrap_or_default();
    let short = argument.get_short().map(|letter| format!("`-{letter}`"));
    let is_optional = argument.get_num_args().is_some_and(|number| number.min_values() == 0);
    let long = argument.get_long().map(|word| match value.as_str() {
        "" => format!("`--{word}`"),
        value if is_optional => format!("`--{word}[=<{value}>]`"),
        value => format!("`--{word} <{value}>`"),
    });
    let names: Vec<String> = short.into_iter().chain(long).collect();
    if names.is_empty() { format!("`<{value}>`") } else { names.join(", ") }
}

fn default(argument: &Arg) -> String {
    let values = argument.get_default_values().iter().map(|value| value.to_string_lossy());
    let values: Vec<_> = values.collect();
    if values.is_empty() || !argument.get_action().takes_values() {
        return String::new();
    }
    format!(" [default: `{}`]", values.join(" "))
}

fn values(argument: &Arg) -> Vec<String> {
    if !argument.get_action().takes_values() {
        return Vec::new();
    }
    let values = argument.get_possible_values();
    let value = values.iter().map(|value| match value.get_help() {
        Some(help) => format!("`{}`: {help}", value.get_name()),
        None => format!("`{}`", value.get_name()),
    });
    value.collect()
}
