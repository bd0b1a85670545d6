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

/// Different bits of lexicons: the upper four of a word are left free.
pub(super) const CLASS_BITS: u32 = 60;

/// A bit for each lexicon, told by its name: one bit for several.
#[derive(Debug, Default)]
pub(crate) struct ClassBits(Vec<u64>);

impl ClassBits {
    /// Of lexicons by their number.
    pub(super) fn new<'a>(names: impl Iterator<Item = &'a str>) -> Self {
        Self(names.map(class_bit).collect())
    }

    #[inline]
    pub(super) fn of(&self, class: u16) -> u64 {
        self.0.get(usize::from(class)).copied().unwrap_or((1 << CLASS_BITS) - 1)
    }
}

/// The bit of a lexicon. It is told by so little of the name that a compiler works it out where the name is known.
#[inline(always)]
pub(crate) fn class_bit(name: &str) -> u64 {
    let bytes = name.as_bytes();
    let [first, middle, last] = [0, bytes.len() / 2, bytes.len().saturating_sub(1)]
        .map(|at| bytes.get(at).map_or(0, |byte| usize::from(*byte)));
    1 << ((bytes.len() * 5 + first * 11 + middle * 3 + last * 7) % CLASS_BITS as usize)
}

/// All lexicon terms of a document, by the token that they start at.
#[derive(Debug, Default, Clone)]
pub(crate) struct LexHits {
    hits: Vec<LexHit>,
    /// Those of the hits that are not told by one word alone, by where they start.
    others: Vec<LexHit>,
    /// Number of the first hit of each token, and where the last token's end.
    by_token: Vec<u32>,
    /// For each token the lexicons that start at it, and for each place between tokens those that end there, in bits
    /// that rule a lexicon out where they aren't set.
    starts: Vec<u64>,
    ends: Vec<u64>,
    /// Tokens of the longest term that ends at each place between tokens.
    longest: Vec<u8>,
    /// Lexicons of the hits that were added to those of the text itself.
    added: Vec<u16>,
}

/// [`LexHits`] on the way: hits are added token by token, those of one in the order of [`LexHit::order`].
pub(super) struct Building {
    built: LexHits,
}

impl Building {
    /// Begins the hits of the next token.
    #[inline]
    pub(super) fn next_token(&mut self) {
        self.built.by_token.push(u32::try_from(self.built.hits.len()).unwrap_or(u32::MAX));
    }

    /// Adds hits that a token's word by itself tells, which are marked by themselves.
    #[inline]
    pub(super) fn extend(&mut self, hits: impl ExactSizeIterator<Item = LexHit>) {
        self.built.hits.extend(hits);
    }

    /// Adds another hit, which is marked by itself.
    pub(super) fn push(&mut self, hit: LexHit) {
        self.built.hits.push(hit);
        self.built.others.push(hit);
    }

    /// Marks the lexicons of which a token's word is a term.
    #[inline]
    pub(super) fn mark_word(&mut self, token: usize, bits: u64) {
        let LexHits { starts, ends, longest, .. } = &mut self.built;
        if let (Some(starts), Some(ends), Some(longest)) =
            (starts.get_mut(token), ends.get_mut(token + 1), longest.get_mut(token + 1))
        {
            *starts |= bits;
            *ends |= bits;
            *longest = (*longest).max(1);
        }
    }

    pub(super) fn mark(&mut self, hit: LexHit, classes: &ClassBits) {
        self.built.mark(hit, classes);
    }

    /// Puts the hits of the last token in order.
    pub(super) fn sort_token(&mut self) {
        let first = self.built.by_token.last().map_or(0, |first| *first as usize);
        if let Some(hits) = self.built.hits.get_mut(first..) {
            hits.sort_unstable_by_key(LexHit::order);
        }
    }

    pub(super) fn finish(mut self) -> LexHits {
        self.next_token();
        self.built
    }
}

impl LexHits {
    /// Hits to come of a document of so many tokens.
    pub(super) fn building(tokens: usize) -> Building {
        let built = Self {
            hits: Vec::with_capacity(tokens * 6),
            others: Vec::new(),
            by_token: Vec::with_capacity(tokens + 1),
            starts: vec![0; tokens + 1],
            ends: vec![0; tokens + 1],
            longest: vec![0; tokens + 1],
            added: Vec::new(),
        };
        Building { built }
    }

    #[inline]
    fn mark(&mut self, hit: LexHit, classes: &ClassBits) {
        let bit = classes.of(hit.class);
        if let Some(starts) = self.starts.get_mut(hit.start as usize) {
            *starts |= bit;
        }
        let end = hit.end().min(self.ends.len() - 1);
        self.ends[end] |= bit;
        self.longest[end] = self.longest[end].max(hit.len);
    }

    /// All hits, in order.
    pub(crate) fn all(&self) -> &[LexHit] {
        &self.hits
    }

    /// Hits that start at a token.
    #[inline]
    pub(crate) fn at(&self, token: usize) -> &[LexHit] {
        match self.by_token.get(token..).and_then(|ends| ends.first_chunk()) {
            Some([start, end]) => self.hits.get(*start as usize..*end as usize).unwrap_or_default(),
            None => &[],
        }
    }

    /// Hits that start in a range of tokens.
    #[inline]
    pub(crate) fn within(&self, tokens: std::ops::Range<usize>) -> &[LexHit] {
        match (self.by_token.get(tokens.start), self.by_token.get(tokens.end)) {
            (Some(a), Some(b)) => self.hits.get(*a as usize..*b as usize).unwrap_or_default(),
            _ => &[],
        }
    }

    /// Hits that start in a range of tokens and are not told by one word alone.
    pub(super) fn others(&self, tokens: std::ops::Range<usize>) -> &[LexHit] {
        let first = self.others.partition_point(|hit| (hit.start as usize) < tokens.start);
        let others = &self.others[first..];
        &others[..others.partition_point(|hit| (hit.start as usize) < tokens.end)]
    }

    /// Length in tokens of the longest term of `class` that starts at `token`.
    pub(crate) fn len_of(&self, class: u16, token: usize) -> Option<usize> {
        // Of one lexicon the longest comes last.
        self.at(token).iter().rev().find(|h| h.class == class).map(|h| h.len as usize)
    }

    /// Bits of the lexicons of which terms start, by token, and of those of which terms end before it.
    #[inline]
    pub(super) fn bits(&self) -> (&[u64], &[u64]) {
        (&self.starts, &self.ends)
    }

    /// Tokens of the longest term that ends before a token.
    #[inline]
    pub(super) fn longest_ending(&self, token: usize) -> usize {
        self.longest.get(token).map_or(0, |longest| usize::from(*longest))
    }

    /// Number of the terms of each lexicon, of which there are so many.
    pub(super) fn counts(&self, lexicons: usize) -> Vec<u32> {
        let mut counts = vec![0; lexicons];
        for hit in &self.hits {
            if let Some(count) = counts.get_mut(usize::from(hit.class)) {
                *count += 1;
            }
        }
        counts
    }

    /// Whether hits of a lexicon were added.
    pub(crate) fn was_added(&self, class: u16) -> bool {
        self.added.contains(&class)
    }

    /// Adds hits to those of the text itself, each in its place: from the last to the first, so that what stands is moved
    /// once.
    pub(super) fn add(&mut self, mut more: Vec<LexHit>, classes: &ClassBits) {
        more.retain(|hit| (hit.start as usize) < self.starts.len());
        more.sort_unstable_by_key(LexHit::order);
        self.others.extend_from_slice(&more);
        self.others.sort_by_key(|hit| hit.start);
        let mut unmoved = self.hits.len();
        self.hits.extend_from_slice(&more);
        for (before, hit) in more.iter().enumerate().rev() {
            self.mark(*hit, classes);
            if !self.added.contains(&hit.class) {
                self.added.push(hit.class);
            }
            let first = self.by_token.get(hit.start as usize).map_or(0, |first| *first as usize);
            let standing = &self.hits[first.min(unmoved)..unmoved];
            let place = unmoved - standing.len() + standing.partition_point(|h| h.order() < hit.order());
            self.hits.copy_within(place..unmoved, place + before + 1);
            self.hits[place + before] = *hit;
            unmoved = place;
        }
        let (mut added, mut rest) = (0, more.as_slice());
        for (first, token) in self.by_token.iter_mut().zip(0..) {
            while let [hit, others @ ..] = rest
                && hit.start < token
            {
                added += 1;
                rest = others;
            }
            *first += added;
        }
    }
}
