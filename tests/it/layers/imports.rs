//! Which file imports from which, read from the sources of all crates here.
//!
//! In: the repository. Out: [`Imports`]. What a module passes on (`pub use`) counts as taken from the
//! file that defines it. Left out: code for tests alone, and what a file takes from the root of a
//! folder that it lies in: a room's files share the words that its door declares.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A path of names. That of a module begins with the root of its crate.
type Names = Vec<String>;

/// The modules of all crates.
pub(super) struct Imports {
    modules: BTreeMap<Names, Module>,
}

struct Module {
    /// Its file, as seen from the repository.
    file: String,
    /// Every path that its code names, as written.
    paths: Vec<Names>,
    /// What it imports or passes on, by the name that it goes by there.
    names: BTreeMap<String, Names>,
}

impl Imports {
    /// Reads the sources of the crates in a repository.
    pub(super) fn read(repository: &Path) -> Self {
        let mut found = Self {
            modules: BTreeMap::new(),
        };
        for root in roots(repository) {
            let name = root.with_extension("").display().to_string();
            found.take(repository, vec![name], &root);
        }
        found
    }

    /// Takes up a module and those that it declares.
    fn take(&mut self, repository: &Path, path: Names, file: &Path) {
        let text = fs::read_to_string(file).unwrap();
        let mut tokens = Vec::new();
        flatten(text.parse().unwrap(), &mut tokens);
        let tokens = without_tests(&tokens);
        let stem = file.file_stem().unwrap().to_string_lossy();
        let folder = match &*stem {
            "lib" | "main" | "mod" => file.parent().unwrap().to_owned(),
            _ => file.with_extension(""),
        };
        for declared in tokens.windows(3).filter(|t| t[0] == "mod" && t[2] == ";") {
            let inner = [&path[..], &declared[1..2]].concat();
            let places = [".rs", "/mod.rs"].map(|end| format!("{}{end}", declared[1]));
            let mut files = places.iter().map(|place| folder.join(place));
            let file = files.find(|file| file.is_file());
            let file = file.unwrap_or_else(|| panic!("no file for {inner:?}"));
            self.take(repository, inner, &file);
        }
        let file = file.strip_prefix(repository).unwrap().display().to_string();
        self.modules.insert(path, Module::new(file, &tokens));
    }

    /// For each file, those it imports from.
    pub(super) fn of_files(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let mut imports: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
        for (path, module) in &self.modules {
            let own = imports.entry(&module.file).or_default();
            for written in &module.paths {
                let full = self.full(path, written);
                let home = full.and_then(|full| self.home(full));
                // A folder's root is no import of what lies in the folder.
                let home = home.filter(|home| !path.starts_with(home));
                own.extend(home.map(|home| &*self.modules[home].file));
            }
        }
        imports
    }

    /// A path as seen from the crate; none when it leads to another crate.
    fn full(&self, module: &Names, written: &Names) -> Option<Names> {
        let (first, rest) = written.split_first()?;
        match first.as_str() {
            "crate" => Some([&module[..1], rest].concat()),
            "self" => Some([module, rest].concat()),
            "super" => {
                let up = written.iter().take_while(|name| *name == "super").count();
                let above = module.get(..module.len().checked_sub(up)?)?;
                Some([above, &written[up..]].concat())
            }
            _ => {
                let inner = [&module[..], &written[..1]].concat();
                let known = self.modules.contains_key(&inner);
                known.then(|| [&inner, rest].concat())
            }
        }
    }

    /// The module that defines what a path names.
    fn home(&self, mut full: Names) -> Option<&Names> {
        // No name is passed on by more modules than there are.
        for _ in 0..self.modules.len() {
            let module = |length| Some((length, self.modules.get_key_value(&full[..length])?));
            let (length, (home, module)) = (1..=full.len()).rev().find_map(module)?;
            let Some(passed) = full.get(length).and_then(|name| module.names.get(name)) else {
                return Some(home);
            };
            full = [&self.full(home, passed)?, &full[length + 1..]].concat();
        }
        None
    }
}

impl Module {
    fn new(file: String, tokens: &[String]) -> Self {
        let mut module = Self {
            file,
            paths: Vec::new(),
            names: BTreeMap::new(),
        };
        let mut rest = tokens;
        let mut written = Vec::new();
        while let [first, after @ ..] = rest {
            rest = after;
            if first == "use" && after.first().is_some_and(|next| next != "<") {
                rest = tree(after, &Vec::new(), &mut |path, name| {
                    module.paths.push(path.clone());
                    module.names.insert(name, path);
                });
            } else if is_name(first) && after.first().is_some_and(|next| next == "::") {
                let mut path = vec![first.clone()];
                while let [joint, name, after @ ..] = rest
                    && joint == "::"
                    && is_name(name)
                {
                    path.push(name.clone());
                    rest = after;
                }
                written.push(path);
            }
        }
        // `text::analyse` after `use crate::detect::text`.
        for path in written {
            module.paths.push(match module.names.get(&path[0]) {
                Some(imported) => [imported, &path[1..]].concat(),
                None => path,
            });
        }
        module
    }
}

/// Gives every path of the `use` tree that `tokens` begin with, and the name it goes by. Returns what
/// comes after the tree.
fn tree<'a>(
    mut tokens: &'a [String],
    within: &Names,
    give: &mut dyn FnMut(Names, String),
) -> &'a [String] {
    let mut path = within.clone();
    while let [first, rest @ ..] = tokens {
        tokens = rest;
        match first.as_str() {
            "::" => {}
            "{" => {
                while tokens[0] != "}" {
                    tokens = tree(tokens, &path, give);
                    if tokens[0] == "," {
                        tokens = &tokens[1..];
                    }
                }
                return &tokens[1..];
            }
            "*" => {
                give(path, "*".to_owned());
                return tokens;
            }
            name => {
                if name != "self" || path.is_empty() {
                    path.push(name.to_owned());
                }
                match tokens {
                    [joint, ..] if joint == "::" => {}
                    [with, name, rest @ ..] if with == "as" => {
                        give(path, name.clone());
                        return rest;
                    }
                    _ => {
                        let name = path.last().unwrap().clone();
                        give(path, name);
                        return tokens;
                    }
                }
            }
        }
    }
    tokens
}

fn is_name(token: &str) -> bool {
    token.starts_with(|c: char| c.is_alphabetic() || c == '_')
}

/// The tokens in one row; literals, comments among them, are empty.
fn flatten(stream: TokenStream, tokens: &mut Vec<String>) {
    let mut stream = stream.into_iter();
    while let Some(token) = stream.next() {
        match token {
            TokenTree::Group(group) => {
                let [open, close] = match group.delimiter() {
                    Delimiter::Parenthesis => ["(", ")"],
                    Delimiter::Brace => ["{", "}"],
                    Delimiter::Bracket => ["[", "]"],
                    Delimiter::None => ["", ""],
                };
                tokens.push(open.to_owned());
                flatten(group.stream(), tokens);
                tokens.push(close.to_owned());
            }
            TokenTree::Punct(mark) if mark.as_char() == ':' && mark.spacing() == Spacing::Joint => {
                stream.next();
                tokens.push("::".to_owned());
            }
            TokenTree::Literal(_) => tokens.push(String::new()),
            other => tokens.push(other.to_string()),
        }
    }
}

/// Leaves out every item that is for tests alone.
fn without_tests(mut tokens: &[String]) -> Vec<String> {
    let mark: Vec<String> = ["#", "[", "cfg", "(", "test", ")", "]"]
        .map(str::to_owned)
        .into();
    let mut kept = Vec::new();
    while let Some(first) = tokens.first() {
        if tokens.starts_with(&mark) {
            tokens = behind_item(&tokens[mark.len()..]);
        } else {
            kept.push(first.clone());
            tokens = &tokens[1..];
        }
    }
    kept
}

/// What comes after the item that the tokens begin with.
fn behind_item(tokens: &[String]) -> &[String] {
    let mut depth = 0;
    for (at, token) in tokens.iter().enumerate() {
        match token.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(token.as_str(), ";" | "}") {
            return &tokens[at + 1..];
        }
    }
    &[]
}

/// The root file of every crate: libraries and programs, of the repository itself and of its members.
fn roots(repository: &Path) -> Vec<PathBuf> {
    let entries = |folder: PathBuf| {
        let entries = fs::read_dir(folder).into_iter().flatten();
        entries.map(|entry| entry.unwrap().path())
    };
    let packages = std::iter::once(repository.to_owned()).chain(entries(repository.join("crates")));
    let sources = packages.map(|package| package.join("src"));
    let folders = sources.flat_map(|source| {
        let programs = entries(source.join("bin"));
        std::iter::once(source).chain(programs)
    });
    let roots = folders.flat_map(|folder| ["lib.rs", "main.rs"].map(|name| folder.join(name)));
    let mut roots: Vec<PathBuf> = roots.filter(|root| root.is_file()).collect();
    roots.sort();
    roots
}
