//! What shells need to know of the command line: completions, and man pages. Both are made of its description in `arguments.rs`.

use std::io;

use clap::{Command, CommandFactory};
use clap_complete::Shell;

use crate::arguments::Arguments;

/// What a shell reads to complete the command.
pub fn completions(shell: Shell) -> Vec<u8> {
    let mut out = Vec::new();
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    clap_complete::generate(shell, &mut command, name, &mut out);
    out
}

/// The man page of the whole command, and those of all commands below it, with the names of their files.
///
/// # Errors
/// None: writing into memory does not fail.
pub fn man_pages() -> io::Result<Vec<(String, Vec<u8>)>> {
    let mut command = Arguments::command().disable_help_subcommand(true);
    command.build();
    let mut pages = Vec::new();
    add(&command, &mut pages)?;
    Ok(pages)
}

fn add(command: &Command, pages: &mut Vec<(String, Vec<u8>)>) -> io::Result<()> {
    let mut page = Vec::new();
    let man = clap_mangen::Man::new(command.clone());
    let name = man.get_filename();
    man.render(&mut page)?;
    pages.push((name, page));
    command.get_subcommands().try_for_each(|below| add(below, pages))
}
