//! The words of pictures, by number: the page writes each once on a canvas of its own, and then only puts it in place.
//!
//! To write on a canvas of the page makes the browser bring the page's styles and layout up to date first, which at
//! every move of a hand costs more than all else. A canvas that is not in the page has no styles to wait for.

use heavy_ball_figure::ink::GRID;
use plotters_backend::{BackendTextStyle, FontStyle};

/// As many words are kept from one picture to the next; a figure has some dozens.
const KEPT: usize = 400;

/// The words of the last pictures.
#[derive(Default)]
pub(crate) struct Words {
    words: Vec<Word>,
    /// The number of the first: none has the number of one that was forgotten.
    first: usize,
}

struct Word {
    text: String,
    look: Look,
    family: String,
}

/// How a word looks; its family goes with its weight.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    weight: &'static str,
    /// In CSS pixels.
    size: f64,
    color: u32,
    /// The colour and the width of its halo.
    halo: Option<(u32, f64)>,
}

impl Words {
    /// Begins another picture, without those that were kept where they are too many. Never within one: the page asks for
    /// its words when it is whole.
    pub(crate) fn forget(&mut self) {
        if self.words.len() >= KEPT {
            self.first += self.words.len();
            self.words.clear();
        }
    }

    /// The number of a word that looks like this, the colours as bytes.
    pub(crate) fn number<S: BackendTextStyle>(
        &mut self,
        text: &str,
        style: &S,
        color: u32,
        halo: Option<(u32, f64)>,
    ) -> usize {
        let weight = match style.style() {
            FontStyle::Normal => "",
            FontStyle::Bold => "bold ",
            FontStyle::Italic | FontStyle::Oblique => "italic ",
        };
        let look = Look { weight, size: style.size() / f64::from(GRID), color, halo };
        let found = self.words.iter().position(|word| word.look == look && word.text == text);
        let place = found.unwrap_or_else(|| {
            self.words.push(Word { text: text.to_owned(), look, family: style.family().as_str().to_owned() });
            self.words.len() - 1
        });
        self.first + place
    }

    /// A word's font, size in CSS pixels, colour, width and colour of its halo, and text, between tabs; the width is 0
    /// where it has no halo.
    pub(crate) fn tell(&self, number: usize) -> String {
        let Some(word) = number.checked_sub(self.first).and_then(|place| self.words.get(place)) else {
            return String::new();
        };
        let Look { weight, size, color, halo } = word.look;
        let (around, width) = halo.unwrap_or_default();
        format!("{weight}{size}px {}\t{size}\t{color}\t{width}\t{around}\t{}", word.family, word.text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use heavy_ball_figure::ink::Color;
    use heavy_ball_figure::text::{Face, Type};

    #[test]
    fn a_word_keeps_its_number_and_another_look_has_another() {
        let mut words = Words::default();
        let plain = Type::new(Face::SansBold, 12.5, Color::hex(0));
        let first = words.number("EMA", &plain, 255, Some((7, 4.0)));
        assert_eq!(words.number("EMA", &plain, 255, Some((7, 4.0))), first);
        assert_ne!(words.number("EMA", &plain, 255, None), first);
        assert_ne!(words.number("Adam", &plain, 255, Some((7, 4.0))), first);
        let told = words.tell(first);
        assert!(told.starts_with("bold 12.5px -apple-system") && told.ends_with("\t12.5\t255\t4\t7\tEMA"), "{told}");
    }

    #[test]
    fn the_words_of_a_picture_are_all_told_and_numbers_of_forgotten_ones_are_not_given_again() {
        let mut words = Words::default();
        let plain = Type::new(Face::Sans, 11.0, Color::hex(0));
        let mut last = None;
        for picture in 0..20 {
            words.forget();
            let numbers: Vec<_> =
                (0..KEPT / 8).map(|i| words.number(&format!("{picture} {i}"), &plain, 255, None)).collect();
            assert!(numbers.iter().all(|number| last < Some(*number) && !words.tell(*number).is_empty()));
            last = numbers.last().copied();
        }
        assert_eq!(words.tell(0), "");
        assert!(words.words.len() < KEPT + KEPT / 8);
    }
}
