//! Which commit is checked out where a site lies: git's own files are read, and no program is run.

use std::fs;
use std::path::{Path, PathBuf};

/// The id of the commit that `HEAD` names; none where there is no history, or one that is kept in another way.
pub fn of(site: &Path) -> Option<String> {
    let site = site.canonicalize().ok()?;
    let git = site.ancestors().map(|folder| folder.join(".git")).find(|git| git.exists())?;
    let git = if git.is_dir() { git } else { pointed_at(&git, "gitdir: ")? };
    let head = fs::read_to_string(git.join("HEAD")).ok()?;
    match head.trim().strip_prefix("ref: ") {
        None => id(&head),
        Some(name) => branch(&git, name),
    }
}

/// The folder that a file names, as worktrees and submodules have one.
fn pointed_at(file: &Path, key: &str) -> Option<PathBuf> {
    let text = fs::read_to_string(file).ok()?;
    Some(file.parent()?.join(text.trim().strip_prefix(key)?))
}

/// The commit of a branch: a file of its own, or a line of the packed ones. Worktrees share those of the folder that they belong to.
fn branch(git: &Path, name: &str) -> Option<String> {
    let shared = pointed_at(&git.join("commondir"), "").unwrap_or_else(|| git.to_owned());
    let loose = [git, &shared].into_iter().find_map(|folder| fs::read_to_string(folder.join(name)).ok());
    if let Some(loose) = loose {
        return id(&loose);
    }
    let packed = fs::read_to_string(shared.join("packed-refs")).ok()?;
    packed.lines().find_map(|line| id(line.strip_suffix(name)?.strip_suffix(' ')?))
}

/// A commit's id: hexadecimal digits, as many as SHA-1 or SHA-256 has.
fn id(text: &str) -> Option<String> {
    let text = text.trim();
    let is_id = matches!(text.len(), 40 | 64) && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_id.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "0123456789abcdef0123456789abcdef01234567";

    fn lay_out(files: &[(&str, &str)]) -> tempfile::TempDir {
        let top = tempfile::tempdir().expect("a temporary folder");
        for (path, text) in files {
            let path = top.path().join(path);
            fs::create_dir_all(path.parent().expect("a parent")).expect("a new folder");
            fs::write(path, text).expect("a new file");
        }
        top
    }

    #[test]
    fn every_way_to_keep_a_branch_is_known() {
        let other = "f".repeat(40);
        let packed = format!("# pack-refs with: peeled\n{other} refs/heads/not-main\n{ID} refs/heads/main\n^{other}\n");
        for files in [
            vec![(".git/HEAD", "ref: refs/heads/main\n"), (".git/refs/heads/main", ID), ("county/site.yaml", "")],
            vec![(".git/HEAD", "ref: refs/heads/main\n"), (".git/packed-refs", packed.as_str()), ("county/site.yaml", "")],
            vec![(".git/HEAD", ID), ("county/site.yaml", "")],
            vec![
                ("county/.git", "gitdir: ../all.git/worktrees/county\n"),
                ("all.git/worktrees/county/HEAD", "ref: refs/heads/main\n"),
                ("all.git/worktrees/county/commondir", "../..\n"),
                ("all.git/refs/heads/main", ID),
            ],
        ] {
            let top = lay_out(&files);
            assert_eq!(of(&top.path().join("county")).as_deref(), Some(ID), "{files:?}");
        }
        let unborn = lay_out(&[(".git/HEAD", "ref: refs/heads/main\n"), ("county/site.yaml", "")]);
        assert_eq!(of(&unborn.path().join("county")), None);
    }
}
