//! Chance that can be repeated: the same seed, the same choices.

/// xorshift64* (Vigna, 2016).
pub(crate) struct Chance(u64);

impl Chance {
    pub(crate) fn new(seed: u64) -> Self {
        // Seeds of neighbouring designs differ in few bits; the multiplier spreads them (Steele, SplitMix).
        Chance(seed.wrapping_add(1).wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1)
    }

    /// A number below the limit.
    pub(crate) fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        let number = self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33;
        number as usize % limit.max(1)
    }

    /// True so many times of a hundred.
    pub(crate) fn percent(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    pub(crate) fn pick<T: Clone>(&mut self, list: &[T]) -> T {
        list[self.below(list.len())].clone()
    }

    /// So many of a list at most, at least one of one that has any, in the order of the list.
    pub(super) fn some<T: Clone>(&mut self, list: &[T], most: usize) -> Vec<T> {
        let mut left: Vec<usize> = (0..list.len()).collect();
        let count = 1 + self.below(most.min(list.len()).max(1));
        while left.len() > count {
            left.remove(self.below(left.len()));
        }
        left.into_iter().map(|index| list[index].clone()).collect()
    }
}
