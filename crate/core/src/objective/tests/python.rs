//! The Python on the cards is the surface: a small reader of the few things that it is made of computes it.

use super::*;

/// A number, or several of them side by side.
type Numbers = Vec<f64>;

/// What is left of an expression, with the names that are known.
struct Reader<'a> {
    text: &'a str,
    names: &'a [(String, Numbers)],
}

fn each(a: Numbers, b: Numbers, of: impl Fn(f64, f64) -> f64) -> Numbers {
    let at = |list: &Numbers, i: usize| list[if list.len() == 1 { 0 } else { i }];
    (0..a.len().max(b.len())).map(|i| of(at(&a, i), at(&b, i))).collect()
}

impl Reader<'_> {
    fn takes(&mut self, sign: &str) -> bool {
        let rest = self.text.trim_start().strip_prefix(sign);
        self.text = rest.unwrap_or(self.text);
        rest.is_some()
    }

    fn sum(&mut self) -> Numbers {
        let mut total = self.product();
        loop {
            if self.takes("+") {
                total = each(total, self.product(), |a, b| a + b);
            } else if self.takes("-") {
                total = each(total, self.product(), |a, b| a - b);
            } else {
                return total;
            }
        }
    }

    fn product(&mut self) -> Numbers {
        let mut total = self.signed();
        loop {
            if self.takes("*") {
                total = each(total, self.signed(), |a, b| a * b);
            } else if self.takes("/") {
                total = each(total, self.signed(), |a, b| a / b);
            } else {
                return total;
            }
        }
    }

    /// A sign binds less than a power: -x**2 is -(x**2).
    fn signed(&mut self) -> Numbers {
        if self.takes("-") {
            return each(vec![0.0], self.signed(), |a, b| a - b);
        }
        let base = self.atom();
        if self.takes("**") { each(base, self.signed(), f64::powf) } else { base }
    }

    fn atom(&mut self) -> Numbers {
        if self.takes("(") {
            let mut inside = self.sum();
            if self.takes("==") {
                inside = each(inside, self.sum(), |a, b| f64::from(a == b));
            }
            assert!(self.takes(")"), "a bracket is open before {}", self.text);
            return inside;
        }
        if self.takes("[") {
            let mut list = Vec::new();
            while !self.takes("]") {
                list.extend(self.sum());
                self.takes(",");
            }
            return list;
        }
        let text = self.text.trim_start();
        let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '.' || c == '_')).unwrap_or(text.len());
        let (word, rest) = text.split_at(end);
        self.text = rest;
        if let Ok(number) = word.parse() {
            return vec![number];
        }
        let of = match word {
            "math.pi" => return vec![core::f64::consts::PI],
            "math.e" => return vec![core::f64::consts::E],
            "sin" | "math.sin" => f64::sin,
            "cos" | "math.cos" => f64::cos,
            "exp" => f64::exp,
            "log" => f64::ln,
            "sqrt" => f64::sqrt,
            "abs" => f64::abs,
            "math.radians" => f64::to_radians,
            "array" => return self.atom(),
            "mean" => {
                let list = self.atom();
                return vec![list.iter().sum::<f64>() / list.len() as f64];
            }
            _ => {
                let known = self.names.iter().rev().find(|(name, _)| name == word);
                return known.unwrap_or_else(|| panic!("no name {word}")).1.clone();
            }
        };
        self.atom().into_iter().map(of).collect()
    }
}

fn compute(text: &str, names: &[(String, Numbers)]) -> Numbers {
    let mut reader = Reader { text, names };
    let value = reader.sum();
    assert_eq!(reader.text.trim(), "", "{text}");
    value
}

#[test]
fn the_python_on_a_card_gives_the_loss() {
    let defaults = FAMILIES.iter().map(|family| (family.card.name, family.defaults()));
    let variants = VARIANTS.iter().map(|&(name, parameters)| (name, parameters.to_vec()));
    for (name, parameters) in defaults.chain(variants) {
        let family = Family::named(name).expect("it is in the registry");
        let surface = family.surface(&parameters);
        // A run may go on far outside, where an intermediate result must not overflow either.
        let far = [[1e3, -1e3], [-1e3, 1e3]];
        for [x, y] in points(surface.domain()).chain(far).chain(surface.minimizers()) {
            let keys = family.card.parameters.iter().map(|parameter| parameter.key.replace('-', "_"));
            let mut names: Vec<_> = keys.zip(parameters.iter().map(|&value| vec![value])).collect();
            names.extend([("x".to_owned(), vec![x]), ("y".to_owned(), vec![y])]);
            let (last, lines) = family.card.python.split_last().expect("a line at least");
            for line in lines {
                let code = line.split('#').next().expect("there is a head");
                let (name, expression) = code.split_once(" = ").expect("name = expression");
                names.push((name.to_owned(), compute(expression, &names)));
            }
            let (python, value) = (compute(last, &names)[0], SurfaceOver::<f64>::value(&*surface, [x, y]));
            let scale = 1.0 + value.abs();
            assert!((python - value).abs() <= 1e-11 * scale, "{name} at {x}, {y}: {python} against {value}");
        }
    }
}
