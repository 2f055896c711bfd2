//! From a sentence to wishes, clause by clause.

use snapcade_game::{Project, text};

use super::{
    LONGEST_WORDS_CHARS, WordsError,
    clause::{self, Unclear},
    known::Known,
    lexicon,
    name::{self, Named},
    scope::{self, Scope},
    suggest,
    token::{Token, tokens},
    wish::{Amount, Want, Wish},
};
use crate::printable;

/// So much of what was not understood is shown.
const PART_CHARS: usize = 60;

/// Understands words, for this game.
pub fn read(words: &str, project: &Project) -> Result<Vec<Wish>, WordsError> {
    match read_strictly(words, project) {
        Err(WordsError::NotUnderstood { part, .. }) => {
            let did_you_mean = suggest::near(words, project);
            Err(WordsError::NotUnderstood { part, did_you_mean })
        }
        Err(WordsError::Nothing { .. }) => {
            Err(WordsError::Nothing { example: suggest::near("", project).into_iter().next().unwrap_or_default() })
        }
        read => read,
    }
}

/// As [`read`], without proposals.
pub(super) fn read_strictly(words: &str, project: &Project) -> Result<Vec<Wish>, WordsError> {
    if words.chars().nth(LONGEST_WORDS_CHARS).is_some() {
        return Err(WordsError::TooLong);
    }
    let tokens = joined(&tokens(words));
    let reader = Reader { text: words, project, known: Known::new(&project.game) };
    let wishes = reader.sentence(&tokens, 0)?;
    if wishes.is_empty() { Err(WordsError::Nothing { example: String::new() }) } else { Ok(wishes) }
}

/// Makes one word of those that are one in our tables.
fn joined(tokens: &[Token]) -> Vec<Token> {
    let mut all = Vec::new();
    let mut at = 0;
    while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
        let words: Vec<&str> = rest.iter().take(6).map(|token| token.word.as_str()).collect();
        let (first, length) = (rest.first(), lexicon::together(&words));
        if let (Some((one, length)), Some(first)) = (length, first) {
            let to = rest.get(length - 1).map_or(first.to, |last| last.to);
            all.extend(one.split(' ').map(|word| Token { word: word.to_owned(), from: first.from, to }));
            at += length;
        } else {
            all.extend(first.cloned());
            at += 1;
        }
    }
    all
}

struct Reader<'a> {
    text: &'a str,
    project: &'a Project,
    known: Known<'a>,
}

/// What a clause left for those around it.
struct Before {
    amount: Option<Amount>,
    scope: Option<Scope>,
}

impl Reader<'_> {
    /// Reads clauses; `depth` counts the names that are being looked for the end of.
    fn sentence(&self, tokens: &[Token], depth: u32) -> Result<Vec<Wish>, WordsError> {
        let mut wishes: Vec<(Wish, bool)> = Vec::new();
        let mut before = Before { amount: None, scope: None };
        let mut at = 0;
        while let Some(rest) = tokens.get(at..).filter(|rest| !rest.is_empty()) {
            if rest.first().is_some_and(Token::separates) {
                at += 1;
                continue;
            }
            if depth < 2
                && let Some((wish, length)) = self.name(rest, depth)?
            {
                wishes.push((wish, true));
                before = Before { amount: None, scope: None };
                at += length;
                continue;
            }
            at += self.clause(rest, &mut wishes, &mut before)?;
        }
        Ok(wishes.into_iter().map(|(wish, _)| wish).collect())
    }

    /// Reads one clause and returns how many tokens it has. The flag of a wish says whether its levels are settled.
    fn clause(&self, rest: &[Token], wishes: &mut Vec<(Wish, bool)>, before: &mut Before) -> Result<usize, WordsError> {
        let mut said: Vec<&Token> = Vec::new();
        let mut found: Option<Scope> = None;
        let mut at = 0;
        let mut leads = false;
        while let Some(token) = rest.get(at) {
            if let Some(scope) = scope::scope(rest.get(at..).unwrap_or_default(), self.project)? {
                leads |= said.is_empty();
                at += scope.length;
                found = Some(scope);
                continue;
            }
            if token.separates() {
                break;
            }
            if token.word != "\"" {
                said.push(token);
            }
            at += 1;
        }
        let words: Vec<&str> = said.iter().map(|token| token.word.as_str()).collect();
        if words.iter().all(|word| lexicon::meaning(word) == Some(lexicon::Meaning::Silent)) {
            if found.is_some() {
                before.scope = found;
            }
            return Ok(at);
        }
        let own = found.is_some();
        let scope = found.or_else(|| before.scope.clone());
        let settled = scope.is_some();
        let understood = clause::clause(&words, &self.known, settled, before.amount);
        let understood = understood.map_err(|unclear| self.unclear(&unclear, &said))?;
        let text = self.shown(said.first().map_or(0, |token| token.from), said.last().map_or(0, |token| token.to));
        let levels = scope.as_ref().and_then(|scope| scope.levels.clone());
        if own && !leads && understood.continues {
            // "More coins and gems on level 2": the coins are meant too.
            for (wish, settled) in wishes.iter_mut().rev().take_while(|(_, settled)| !settled) {
                wish.levels.clone_from(&levels);
                *settled = true;
            }
        }
        if leads {
            before.scope = scope;
        }
        before.amount = understood.amount;
        if !understood.continues {
            for (_, settled) in wishes.iter_mut() {
                *settled = true;
            }
        }
        wishes.extend(
            understood
                .wants
                .into_iter()
                .map(|want| (Wish { levels: levels.clone(), want, said: text.clone() }, settled)),
        );
        Ok(at)
    }

    fn unclear(&self, unclear: &Unclear, said: &[&Token]) -> WordsError {
        let (from, to) = match unclear {
            Unclear::Words(from, to) => (*from, *to),
            Unclear::Absent(at) => (*at, at + 1),
            Unclear::Together => (0, said.len()),
        };
        let first = said.get(from).map_or(0, |token| token.from);
        let last = to.checked_sub(1).and_then(|last| said.get(last)).map_or(first, |token| token.to);
        let part = self.shown(first, last);
        match unclear {
            Unclear::Absent(_) => WordsError::NotPossible(format!("There is nothing like \"{part}\" in this game.")),
            _ => WordsError::NotUnderstood { part, did_you_mean: Vec::new() },
        }
    }

    /// A part of what was said, as it can be shown.
    fn shown(&self, from: usize, to: usize) -> String {
        printable(&text::shortened(self.text.get(from..to).unwrap_or_default(), PART_CHARS))
    }

    /// A name at the beginning of these tokens, and how many tokens it takes.
    fn name(&self, rest: &[Token], depth: u32) -> Result<Option<(Wish, usize)>, WordsError> {
        let Some((named, mut from)) = name::naming(rest) else { return Ok(None) };
        let mut levels = None;
        if named == Named::Level {
            let Some(found) = scope::scope(rest.get(from..).unwrap_or_default(), self.project)? else {
                return Ok(None);
            };
            levels = found.levels;
            from += found.length;
            if rest.get(from).is_some_and(|token| matches!(token.word.as_str(), "to" | "as" | ",")) {
                from += 1;
            }
        }
        let Some((name, length)) = self.typed(rest.get(from..).unwrap_or_default(), depth) else { return Ok(None) };
        let want = match named {
            Named::Title => Want::Title(name),
            Named::Author => Want::Author(name),
            Named::Level => Want::LevelName(name),
        };
        let said = self.shown(rest.first().map_or(0, |token| token.from), rest.get(from).map_or(0, |token| token.to));
        Ok(Some((Wish { levels, want, said }, from + length)))
    }

    /// A name as it was typed: between quotation marks, or up to where other wishes begin.
    fn typed(&self, rest: &[Token], depth: u32) -> Option<(String, usize)> {
        let first = rest.first()?;
        if first.word == "\"" {
            let close = rest.iter().skip(1).position(|token| token.word == "\"").map(|at| at + 1);
            let to = close.and_then(|close| rest.get(close)).map_or(self.text.len(), |token| token.from);
            let name = self.text.get(first.to..to)?.trim();
            return (!name.is_empty()).then(|| (name.to_owned(), close.map_or(rest.len(), |close| close + 1)));
        }
        let mut end = rest.len();
        for (at, token) in rest.iter().enumerate().skip(1) {
            if token.separates() {
                let after = rest.get(at..).unwrap_or_default();
                let opens =
                    after.iter().find(|token| !token.separates()).is_some_and(|token| opens_a_wish(&token.word));
                if opens && self.sentence(after, depth + 1).is_ok_and(|wishes| !wishes.is_empty()) {
                    end = at;
                    break;
                }
            }
        }
        let to = rest.get(end).map_or(self.text.len(), |token| token.from);
        // "Jump!" is a name with its sign.
        let signs = self.text.get(to..).unwrap_or_default();
        let to = to + signs.len() - signs.trim_start_matches(['!', '?']).len();
        let name =
            self.text.get(first.from..to)?.trim_matches(|c: char| c.is_whitespace() || matches!(c, '.' | ',' | ';'));
        let name = name.strip_suffix(" please").unwrap_or(name).trim();
        (!name.is_empty()).then(|| (name.to_owned(), end))
    }
}

/// Whether a wish may begin with this word where a name might go on: "Cats and Dogs" is one name.
fn opens_a_wish(word: &str) -> bool {
    const OPENERS: &[&str] = &[
        "make", "more", "no", "fewer", "less", "add", "remove", "delete", "put", "give", "twice", "half", "double",
        "set", "change", "turn", "let", "let's", "lets", "without", "jump", "run", "please", "made", "i", "we", "on",
        "in", "get", "replace", "call", "rename", "name", "many", "much", "abit", "another", "infinite", "create",
        "by",
    ];
    OPENERS.contains(&word) || lexicon::number(word).is_some()
}
