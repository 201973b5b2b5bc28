//! Circles in a graph, without recursion: designs may be deep.

use crate::source::Span;

/// An arrow to a node, with the place where it was drawn.
pub(super) type Arrow = (usize, Span);

/// Arrows that lead back to where a walk came from: one for each circle, in the order of the nodes.
pub(super) fn closing(arrows: &[Vec<Arrow>]) -> Vec<Arrow> {
    let mut state = vec![State::New; arrows.len()];
    let mut closing = Vec::new();
    for start in 0..arrows.len() {
        if state[start] != State::New {
            continue;
        }
        state[start] = State::Entered;
        let mut walk = vec![(start, 0)];
        while let Some((node, next)) = walk.last_mut() {
            let Some(&(target, span)) = arrows[*node].get(*next) else {
                state[*node] = State::Left;
                walk.pop();
                continue;
            };
            *next += 1;
            match state[target] {
                State::New => {
                    state[target] = State::Entered;
                    walk.push((target, 0));
                }
                State::Entered => closing.push((target, span)),
                State::Left => {}
            }
        }
    }
    closing
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Entered,
    Left,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_circle_is_closed_by_one_arrow() {
        let to = |targets: &[usize]| {
            targets
                .iter()
                .map(|target| (*target, Span::default()))
                .collect::<Vec<_>>()
        };
        assert!(closing(&[to(&[1, 2]), to(&[2]), to(&[])]).is_empty());
        assert_eq!(
            closing(&[to(&[1]), to(&[2]), to(&[0]), to(&[3])]),
            [(0, Span::default()), (3, Span::default())]
        );
    }
}
