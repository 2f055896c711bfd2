//! The cheapest cut through a grid of pixels, after Boykov and Kolmogorov, "An Experimental Comparison of Min-Cut/Max-Flow
//! Algorithms for Energy Minimization in Vision" (PAMI 2004).

use std::collections::VecDeque;

use crate::grid::Grid;

/// Columns and rows to the neighbours whose links are given; the other four follow by symmetry.
pub const LINKS: [(i32, i32); 4] = [(1, 0), (0, 1), (1, 1), (-1, 1)];

const FREE: u8 = 0;
const SOURCE: u8 = 1;
const SINK: u8 = 2;

/// What a node hangs on, beside the eight directions: the terminal itself, nothing any more, nothing yet.
const TERMINAL: u8 = 8;
const ORPHAN: u8 = 9;
const NONE: u8 = 10;

/// A grid graph with a frame of unreachable nodes, so that no step needs a bounds check.
struct Flow {
    /// Index steps to the eight neighbours; a direction and its opposite differ in the lowest bit.
    steps: [isize; 8],
    /// What is left of the links to the neighbours.
    links: Vec<[i32; 8]>,
    /// What is left of the link to the source if positive, to the sink if negative.
    terminals: Vec<i32>,
    tree: Vec<u8>,
    parent: Vec<u8>,
    /// When `depth` was last known to be right.
    seen: Vec<u32>,
    /// Steps to the terminal.
    depth: Vec<u32>,
    active: VecDeque<u32>,
    queued: Vec<bool>,
    orphans: VecDeque<u32>,
    time: u32,
}

/// Which pixels stay with the source. `pulls` is the cost of giving a pixel to the sink (positive) or to the source
/// (negative); `link(i, k)` is the cost of parting pixel `i` and its neighbour at `LINKS[k]`.
pub fn source_side(pulls: &Grid<i32>, mut link: impl FnMut(usize, usize) -> i32) -> Grid<bool> {
    let (width, height) = (pulls.width as usize, pulls.height as usize);
    let stride = width + 2;
    let nodes = stride * (height + 2);
    let row = stride as isize;
    let mut flow = Flow {
        steps: [1, -1, row, -row, row + 1, -row - 1, row - 1, 1 - row],
        links: vec![[0; 8]; nodes],
        terminals: vec![0; nodes],
        tree: vec![FREE; nodes],
        parent: vec![NONE; nodes],
        seen: vec![0; nodes],
        depth: vec![0; nodes],
        active: VecDeque::with_capacity(nodes),
        queued: vec![false; nodes],
        orphans: VecDeque::new(),
        time: 0,
    };
    for y in 0..height {
        for x in 0..width {
            let node = (y + 1) * stride + x + 1;
            flow.root(node, pulls.pixels[y * width + x]);
            for (k, &(dx, dy)) in LINKS.iter().enumerate() {
                if pulls.index(x as i32 + dx, y as i32 + dy).is_some() {
                    let capacity = link(y * width + x, k).max(0);
                    flow.links[node][2 * k] = capacity;
                    let other = flow.neighbor(node, 2 * k);
                    flow.links[other][2 * k + 1] = capacity;
                }
            }
        }
    }
    flow.run();
    Grid::from_fn(pulls.width, pulls.height, |x, y| flow.tree[(y as usize + 1) * stride + x as usize + 1] == SOURCE)
}

impl Flow {
    #[inline]
    fn neighbor(&self, node: usize, direction: usize) -> usize {
        node.wrapping_add_signed(self.steps[direction])
    }

    fn root(&mut self, node: usize, pull: i32) {
        self.terminals[node] = pull;
        if pull != 0 {
            self.tree[node] = if pull > 0 { SOURCE } else { SINK };
            self.parent[node] = TERMINAL;
            self.depth[node] = 1;
            self.activate(node);
        }
    }

    fn activate(&mut self, node: usize) {
        if !self.queued[node] {
            self.queued[node] = true;
            self.active.push_back(node as u32);
        }
    }

    fn run(&mut self) {
        while let Some(&node) = self.active.front() {
            let node = node as usize;
            let meeting = if self.tree[node] == FREE { None } else { self.grow(node) };
            if let Some(direction) = meeting {
                self.time += 1;
                let other = self.neighbor(node, direction);
                if self.tree[node] == SOURCE {
                    self.augment(node, direction);
                } else {
                    self.augment(other, direction ^ 1);
                }
                while let Some(orphan) = self.orphans.pop_front() {
                    self.adopt(orphan as usize);
                }
            } else {
                self.active.pop_front();
                self.queued[node] = false;
            }
        }
    }

    /// What can still flow from a node towards a neighbour, seen from the node's tree.
    #[inline]
    fn open(&self, tree: u8, node: usize, other: usize, direction: usize) -> bool {
        if tree == SOURCE { self.links[node][direction] > 0 } else { self.links[other][direction ^ 1] > 0 }
    }

    /// Takes free neighbours into the node's tree; the direction in which it meets the other tree, if it does.
    fn grow(&mut self, node: usize) -> Option<usize> {
        let tree = self.tree[node];
        for direction in 0..8 {
            let other = self.neighbor(node, direction);
            if !self.open(tree, node, other, direction) {
                continue;
            }
            if self.tree[other] == FREE {
                self.tree[other] = tree;
                self.parent[other] = (direction ^ 1) as u8;
                self.seen[other] = self.seen[node];
                self.depth[other] = self.depth[node] + 1;
                self.activate(other);
            } else if self.tree[other] != tree {
                return Some(direction);
            } else if self.seen[other] <= self.seen[node] && self.depth[other] > self.depth[node] + 1 {
                // A shorter way to the terminal.
                self.parent[other] = (direction ^ 1) as u8;
                self.seen[other] = self.seen[node];
                self.depth[other] = self.depth[node] + 1;
            }
        }
        None
    }

    /// Sends as much as fits from the source over `node` and its neighbour to the sink.
    fn augment(&mut self, node: usize, direction: usize) {
        let other = self.neighbor(node, direction);
        let mut amount = self.links[node][direction];
        let mut at = node;
        while self.parent[at] < TERMINAL {
            let up = self.parent[at] as usize;
            at = self.neighbor(at, up);
            amount = amount.min(self.links[at][up ^ 1]);
        }
        amount = amount.min(self.terminals[at]);
        at = other;
        while self.parent[at] < TERMINAL {
            let up = self.parent[at] as usize;
            amount = amount.min(self.links[at][up]);
            at = self.neighbor(at, up);
        }
        amount = amount.min(-self.terminals[at]);

        self.links[node][direction] -= amount;
        self.links[other][direction ^ 1] += amount;
        at = node;
        while self.parent[at] < TERMINAL {
            let up = self.parent[at] as usize;
            let above = self.neighbor(at, up);
            self.links[at][up] += amount;
            self.links[above][up ^ 1] -= amount;
            if self.links[above][up ^ 1] == 0 {
                self.orphan(at);
            }
            at = above;
        }
        self.terminals[at] -= amount;
        if self.terminals[at] == 0 {
            self.orphan(at);
        }
        at = other;
        while self.parent[at] < TERMINAL {
            let up = self.parent[at] as usize;
            let above = self.neighbor(at, up);
            self.links[above][up ^ 1] += amount;
            self.links[at][up] -= amount;
            if self.links[at][up] == 0 {
                self.orphan(at);
            }
            at = above;
        }
        self.terminals[at] += amount;
        if self.terminals[at] == 0 {
            self.orphan(at);
        }
    }

    fn orphan(&mut self, node: usize) {
        self.parent[node] = ORPHAN;
        self.orphans.push_back(node as u32);
    }

    /// Steps from a node to its terminal; none if it hangs on nothing.
    fn way_to_terminal(&mut self, node: usize) -> Option<u32> {
        let (mut at, mut steps) = (node, 0);
        let length = loop {
            if self.seen[at] == self.time && self.parent[at] < ORPHAN {
                break steps + self.depth[at];
            }
            steps += 1;
            match self.parent[at] {
                TERMINAL => {
                    self.seen[at] = self.time;
                    self.depth[at] = 1;
                    break steps;
                }
                ORPHAN | NONE => return None,
                up => at = self.neighbor(at, up as usize),
            }
        };
        let mut left = length;
        at = node;
        while self.seen[at] != self.time {
            self.seen[at] = self.time;
            self.depth[at] = left;
            left -= 1;
            at = self.neighbor(at, self.parent[at] as usize);
        }
        Some(length)
    }

    /// Hangs an orphan on the neighbour nearest to the terminal, or sets it free.
    fn adopt(&mut self, node: usize) {
        let tree = self.tree[node];
        let mut best: Option<(u32, usize)> = None;
        for direction in 0..8 {
            let other = self.neighbor(node, direction);
            if self.tree[other] == tree
                && self.open(tree, other, node, direction ^ 1)
                && let Some(length) = self.way_to_terminal(other)
                && best.is_none_or(|(shortest, _)| length < shortest)
            {
                best = Some((length, direction));
            }
        }
        if let Some((length, direction)) = best {
            self.parent[node] = direction as u8;
            self.seen[node] = self.time;
            self.depth[node] = length + 1;
            return;
        }
        for direction in 0..8 {
            let other = self.neighbor(node, direction);
            if self.tree[other] != tree {
                continue;
            }
            if self.open(tree, other, node, direction ^ 1) {
                self.activate(other);
            }
            if self.parent[other] == (direction ^ 1) as u8 {
                self.orphan(other);
            }
        }
        self.tree[node] = FREE;
        self.parent[node] = NONE;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What a labelling costs.
    fn cost(pulls: &Grid<i32>, links: &[[i32; 4]], side: &[bool]) -> i32 {
        let mut sum = 0;
        for y in 0..pulls.height as i32 {
            for x in 0..pulls.width as i32 {
                let i = pulls.index(x, y).unwrap();
                sum += if side[i] { (-pulls.pixels[i]).max(0) } else { pulls.pixels[i].max(0) };
                for (k, &(dx, dy)) in LINKS.iter().enumerate() {
                    if let Some(j) = pulls.index(x + dx, y + dy) {
                        sum += if side[i] == side[j] { 0 } else { links[i][k] };
                    }
                }
            }
        }
        sum
    }

    #[test]
    fn no_labelling_is_cheaper_than_the_cut() {
        let mut state = 7_u32;
        let mut random = |limit: u32| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            ((state >> 12) % limit) as i32
        };
        for (width, height) in [(1, 1), (1, 5), (4, 3), (3, 4)] {
            for _ in 0..40 {
                let pulls = Grid::from_fn(width, height, |_, _| random(41) - 20);
                let links: Vec<[i32; 4]> =
                    pulls.pixels.iter().map(|_| [random(9), random(9), random(9), random(9)]).collect();
                let side = source_side(&pulls, |i, k| links[i][k]);
                let count = pulls.pixels.len();
                let cheapest = (0..1_u32 << count)
                    .map(|bits| {
                        let side: Vec<bool> = (0..count).map(|i| bits >> i & 1 == 1).collect();
                        cost(&pulls, &links, &side)
                    })
                    .min()
                    .unwrap();
                assert_eq!(cost(&pulls, &links, &side.pixels), cheapest);
            }
        }
    }
}
