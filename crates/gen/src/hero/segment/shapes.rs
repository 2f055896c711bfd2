//! Shapes of pixels: distance, growing, holes and components.

use crate::grid::Grid;

/// Squared distances in pixels to the nearest pixel of a shape, after Felzenszwalb and Huttenlocher, "Distance Transforms of
/// Sampled Functions" (2012). Infinite if the shape is empty.
pub fn squared_distances(shape: &Grid<bool>) -> Grid<f32> {
    let (width, height) = (shape.width as usize, shape.height as usize);
    let mut field: Vec<f32> = shape.pixels.iter().map(|&inside| if inside { 0.0 } else { f32::INFINITY }).collect();
    let mut envelope = Envelope::default();
    let mut line = vec![0.0_f32; width.max(height)];
    for x in 0..width {
        for y in 0..height {
            line[y] = field[y * width + x];
        }
        envelope.lower(&mut line[..height]);
        for y in 0..height {
            field[y * width + x] = line[y];
        }
    }
    for row in field.chunks_mut(width.max(1)) {
        envelope.lower(row);
    }
    Grid { width: shape.width, height: shape.height, pixels: field }
}

/// Parabolas from which the lower envelope is made.
#[derive(Default)]
struct Envelope {
    /// Where each begins to be lowest, its middle and its height.
    parts: Vec<(f32, f32, f32)>,
}

impl Envelope {
    fn lower(&mut self, line: &mut [f32]) {
        self.parts.clear();
        for (i, &height) in line.iter().enumerate() {
            if !height.is_finite() {
                continue;
            }
            let middle = i as f32;
            let mut start = f32::NEG_INFINITY;
            while let Some(&(begin, other, below)) = self.parts.last() {
                start = ((height + middle * middle) - (below + other * other)) / (2.0 * (middle - other));
                if start > begin {
                    break;
                }
                self.parts.pop();
                start = f32::NEG_INFINITY;
            }
            self.parts.push((start, middle, height));
        }
        if self.parts.is_empty() {
            return;
        }
        let mut part = 0;
        for (i, value) in line.iter_mut().enumerate() {
            while part + 1 < self.parts.len() && self.parts[part + 1].0 <= i as f32 {
                part += 1;
            }
            let (_, middle, height) = self.parts[part];
            *value = (i as f32 - middle).powi(2) + height;
        }
    }
}

/// A shape with everything up to `radius` pixels away.
pub fn grown(shape: &Grid<bool>, radius: f32) -> Grid<bool> {
    squared_distances(shape).map(|&squared| squared <= radius * radius)
}

/// A shape without what lies less than `radius` pixels from its outside. The picture's border is not outside.
pub fn shrunk(shape: &Grid<bool>, radius: f32) -> Grid<bool> {
    squared_distances(&shape.map(|&inside| !inside)).map(|&squared| squared > radius * radius)
}

/// Connected pixels of one shape.
#[derive(Debug, Clone, Copy)]
pub struct Component {
    /// How many they are.
    pub pixels: u32,
    /// How many of them lie at the picture's border.
    pub border_pixels: u32,
}

/// The number of the component of every pixel inside a shape, from 1, and what each component is like. Pixels hang together
/// over corners if `corners`.
pub fn components(shape: &Grid<bool>, corners: bool) -> (Grid<u32>, Vec<Component>) {
    let (width, height) = (shape.width as i32, shape.height as i32);
    let mut numbers = Grid::filled(shape.width, shape.height, 0_u32);
    let mut found = Vec::new();
    let mut open = Vec::new();
    let steps: &[(i32, i32)] =
        &[(1, 0), (-1, 0), (0, 1), (0, -1), (1, 1), (-1, -1), (1, -1), (-1, 1)][..if corners { 8 } else { 4 }];
    for first in 0..shape.pixels.len() {
        if !shape.pixels[first] || numbers.pixels[first] != 0 {
            continue;
        }
        let number = found.len() as u32 + 1;
        let mut component = Component { pixels: 0, border_pixels: 0 };
        numbers.pixels[first] = number;
        open.push(first);
        while let Some(index) = open.pop() {
            let (x, y) = (index as i32 % width, index as i32 / width);
            component.pixels += 1;
            component.border_pixels += u32::from(x == 0 || y == 0 || x + 1 == width || y + 1 == height);
            for &(dx, dy) in steps {
                if let Some(next) = shape.index(x + dx, y + dy)
                    && shape.pixels[next]
                    && numbers.pixels[next] == 0
                {
                    numbers.pixels[next] = number;
                    open.push(next);
                }
            }
        }
        found.push(component);
    }
    (numbers, found)
}

/// A shape with its holes filled: what the picture's border does not reach from outside.
pub fn filled(shape: &Grid<bool>) -> Grid<bool> {
    let (numbers, found) = components(&shape.map(|&inside| !inside), false);
    numbers.map(|&number| number == 0 || found[number as usize - 1].border_pixels == 0)
}
