//! Lexicon terms that stand in a document, by where they start and where they end.

/// A lexicon term in the document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct LexHit {
    /// Its lexicon.
    pub(crate) class: u16,
    /// Number of the term in the rule set, or the caller's own for marked spans.
    pub(crate) term: u32,
    /// First token.
    pub(crate) start: u32,
    /// Number of tokens.
    pub(crate) len: u8,
}

impl LexHit {
    /// In this order hits are kept.
    pub(super) fn order(&self) -> (u32, u16, u8, u32) {
        (self.start, self.class, self.len, self.term)
    }

    fn end(&self) -> usize {
        self.start as usize + self.len as usize
    }
}

/// All lexicon terms of a document, by the token that they start at.
#[derive(Debug, Default, Clone)]
pub(crate) struct LexHits {
    hits: Vec<LexHit>,
    by_token: Vec<u32>,
}

/// What phrases ask of the same terms: where they end, and what rules most of them out.
#[derive(Debug)]
pub(super) struct LexEnds {
    /// Start and lexicon of each hit, by the token after its last, the earliest start first.
    ends: Vec<(u32, u16)>,
    by_end: Vec<u32>,
    /// For each token the lexicons that start at it and those that end before it: one bit for several, so that
    /// a bit that isn't set rules a lexicon out.
    bits: Vec<(u64, u64)>,
}

fn bit(class: u16) -> u64 {
    1 << (class % 64)
}

impl LexEnds {
    pub(super) fn new(lexicon: &LexHits) -> Self {
        let tokens = lexicon.by_token.len().saturating_sub(1);
        let mut by_end = vec![0_u32; tokens + 2];
        let mut bits = vec![(0, 0); tokens + 1];
        for hit in &lexicon.hits {
            let end = hit.end().min(tokens);
            by_end[end + 1] += 1;
            bits[hit.start as usize].0 |= bit(hit.class);
            bits[end].1 |= bit(hit.class);
        }
        sum_up(&mut by_end);
        let mut next = by_end.clone();
        let mut ends = vec![(0, 0); lexicon.hits.len()];
        for hit in &lexicon.hits {
            let place = &mut next[hit.end().min(tokens)];
            ends[*place as usize] = (hit.start, hit.class);
            *place += 1;
        }
        Self { ends, by_end, bits }
    }

    /// First tokens of the terms of `class` that end before `token`, the earliest first.
    pub(super) fn ending_before(&self, token: usize, class: u16) -> impl Iterator<Item = usize> + '_ {
        let ends = match (self.by_end.get(token), self.by_end.get(token + 1)) {
            (Some(a), Some(b)) if self.may_end_before(token, class) => &self.ends[*a as usize..*b as usize],
            _ => &[],
        };
        ends.iter().filter(move |(_, c)| *c == class).map(|(start, _)| *start as usize)
    }

    /// Whether a term of `class` may start at `token`; `false` is sure.
    pub(super) fn may_start(&self, token: usize, class: u16) -> bool {
        self.bits.get(token).is_some_and(|(starts, _)| starts & bit(class) != 0)
    }

    /// Whether a term of `class` may end before `token`; `false` is sure.
    pub(super) fn may_end_before(&self, token: usize, class: u16) -> bool {
        self.bits.get(token).is_some_and(|(_, ends)| ends & bit(class) != 0)
    }
}

impl LexHits {
    /// Of hits in the order of [`LexHit::order`].
    pub(super) fn new(hits: Vec<LexHit>, tokens: usize) -> Self {
        let mut by_token = vec![0_u32; tokens + 1];
        hits.iter().for_each(|hit| by_token[hit.start as usize + 1] += 1);
        sum_up(&mut by_token);
        Self { hits, by_token }
    }

    /// All hits, in order.
    pub(crate) fn all(&self) -> &[LexHit] {
        &self.hits
    }

    /// Hits that start at a token.
    pub(crate) fn at(&self, token: usize) -> &[LexHit] {
        self.within(token..token + 1)
    }

    /// Hits that start in a range of tokens.
    pub(crate) fn within(&self, tokens: std::ops::Range<usize>) -> &[LexHit] {
        match (self.by_token.get(tokens.start), self.by_token.get(tokens.end)) {
            (Some(a), Some(b)) if a <= b => &self.hits[*a as usize..*b as usize],
            _ => &[],
        }
    }

    /// Length in tokens of the longest term of `class` that starts at `token`.
    pub(crate) fn len_of(&self, class: u16, token: usize) -> Option<usize> {
        self.at(token).iter().filter(|h| h.class == class).map(|h| h.len as usize).max()
    }

    /// The same hits with others added.
    pub(crate) fn with(&self, more: impl IntoIterator<Item = LexHit>) -> Self {
        let tokens = self.by_token.len() - 1;
        let mut more: Vec<LexHit> = more.into_iter().collect();
        more.sort_unstable_by_key(LexHit::order);
        let mut hits = Vec::with_capacity(self.hits.len() + more.len());
        let mut rest = &self.hits[..];
        for hit in more {
            let (before, after) = rest.split_at(rest.partition_point(|h| h.order() < hit.order()));
            hits.extend_from_slice(before);
            hits.push(hit);
            rest = after;
        }
        hits.extend_from_slice(rest);
        Self::new(hits, tokens)
    }
}

/// Counts to ends: each becomes the sum of itself and those before.
fn sum_up(counts: &mut [u32]) {
    let mut sum = 0;
    for count in counts {
        sum += *count;
        *count = sum;
    }
}
