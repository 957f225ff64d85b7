//! The Scene as code of the libraries.

use heavy_ball::code::{self, Match};
use heavy_ball::rule::Library;
use js_sys::Array;
use wasm_bindgen::prelude::*;

use crate::loose::Record;
use crate::playground::Playground;

#[wasm_bindgen]
impl Playground {
    /// A script of `pytorch`, `keras` or `optax` that takes the same paths; else an error with one sentence.
    pub fn code(&self, library: &str) -> Result<String, JsError> {
        let legal = || JsError::new(&format!("library: expected pytorch, keras or optax, got \"{library}\""));
        let library = named(library).ok_or_else(legal)?;
        code::script(&self.scene, library).map_err(|why| JsError::new(&why))
    }

    /// The i-th run in each library: `[{library, call, parts, notes}]`; where it has none, `call` is empty and the note
    /// says why. `parts` are the call's texts, `[{text, key}]`, with the key of a hyperparameter where it is its value.
    pub fn calls(&self, i: usize) -> Array {
        let row = |library: Library| {
            let found = self.runs.get(i).map(|run| code::matching(run, library));
            let (parts, notes) = match found {
                Some(Ok(found)) => (Match::first_call_parts(&found), found.notes().join(" ")),
                Some(Err(why)) => (Vec::new(), why),
                None => (Vec::new(), String::new()),
            };
            let call: String = parts.iter().map(|(text, _)| text.as_str()).collect();
            let part =
                |(text, key): (String, &'static str)| JsValue::from(Record::new().with("text", text).with("key", key));
            let parts: Array = parts.into_iter().map(part).collect();
            let row = Record::new().with("library", library.to_string()).with("call", call);
            JsValue::from(row.with("parts", parts).with("notes", notes))
        };
        Library::ALL.map(row).into_iter().collect()
    }
}

fn named(name: &str) -> Option<Library> {
    Library::ALL.into_iter().find(|library| library.to_string().eq_ignore_ascii_case(name))
}
