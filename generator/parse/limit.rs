//! How large a design may be, so that a hostile one costs nobody their machine. Aliases count as
//! what they stand for.

/// Values of any kind.
const NODES: u64 = 5_000_000;

/// Bytes of text.
const BYTES: u64 = crate::source::LIMIT;

/// Uses of aliases.
const ALIASES: u64 = 1_000;

/// What a design has used up so far, or what a part of it uses up.
#[derive(Debug, Clone, Default)]
pub(super) struct Budget {
    nodes: u64,
    bytes: u64,
    aliases: u64,
}

impl Budget {
    /// Counts values with their text.
    ///
    /// # Errors
    ///
    /// Which limit is passed.
    pub(super) fn spend(&mut self, nodes: u64, bytes: usize) -> Result<(), &'static str> {
        self.nodes = self.nodes.saturating_add(nodes);
        self.bytes = self.bytes.saturating_add(bytes as u64);
        self.check()
    }

    /// Counts the use of an alias: one more, and what it stands for again.
    ///
    /// # Errors
    ///
    /// Which limit is passed.
    pub(super) fn follow(&mut self, cost: &Budget) -> Result<(), &'static str> {
        self.aliases += 1;
        self.nodes = self.nodes.saturating_add(cost.nodes);
        self.bytes = self.bytes.saturating_add(cost.bytes);
        self.check()
    }

    /// What was used up since an earlier moment. Aliases are counted where they are written, so
    /// they are not in it.
    pub(super) fn since(&self, earlier: &Budget) -> Budget {
        Budget {
            nodes: self.nodes - earlier.nodes,
            bytes: self.bytes - earlier.bytes,
            aliases: 0,
        }
    }

    fn check(&self) -> Result<(), &'static str> {
        if self.aliases > ALIASES {
            Err("it uses more than 1,000 aliases")
        } else if self.nodes > NODES {
            Err("it has more than 5 million values")
        } else if self.bytes > BYTES {
            Err("its text is longer than 64 MiB once aliases are followed")
        } else {
            Ok(())
        }
    }
}
