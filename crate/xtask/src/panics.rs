//! Panics without words.
//!
//! The module is built to abort, and in a browser nobody hears what a panic says: what reaches the console is the trap
//! and the names on the stack. So every call that begins a panic becomes the trap itself, and with it go its words, the
//! code that would format them, and the file and line of each of a thousand places.

use std::collections::BTreeSet;
use std::ops::Range;

use walrus::ir::{Const, Instr, InstrSeq, Unreachable, Value, Visitor, dfs_in_order};
use walrus::{ConstExpr, Data, DataKind, FunctionId, FunctionKind, LocalFunction, Module};

/// The crates whose panics these are.
const CRATES: [&str; 3] = ["core", "alloc", "std"];

/// The module that does nothing else.
const PANICKING: &str = "::panicking::";

/// How the last word of a function's name begins or ends that never returns but panics.
const BEGINS: [&str; 2] = ["panic", "assert_failed"];
const ENDS: [&str; 4] = ["_failed", "_fail", "handle_error", "handle_alloc_error"];

/// The bytes of a `core::panic::Location`: where its file's name stands and how long it is, line and column.
const LOCATION: usize = 16;

/// Turns the panics of a module that wasm-bindgen wrote into traps.
pub(crate) fn silence(module: &mut Module) {
    let panics: Vec<FunctionId> =
        module.funcs.iter().filter(|function| function.name.as_deref().is_some_and(panics)).map(|f| f.id()).collect();
    let mut handed = Handed { panics: &panics, last: BTreeSet::new() };
    for (_, function) in module.funcs.iter_local() {
        dfs_in_order(&mut handed, function, function.entry_block());
    }
    let places = handed.last.into_iter().filter_map(|address| place(module, address));
    for range in places.collect::<Vec<_>>().into_iter().flatten() {
        if let Some(bytes) = bytes_mut(module, &range) {
            bytes.fill(0);
        }
    }
    for panic in panics {
        if let FunctionKind::Local(function) = &mut module.funcs.get_mut(panic).kind {
            trap(function);
        }
    }
}

/// Whether the function of this name never returns but panics.
fn panics(name: &str) -> bool {
    // Such as `<alloc[17]::vec::Vec<_>>::remove::assert_failed::<u64>`.
    let name = name.trim_start_matches('<').split("::<").next().unwrap_or(name);
    let last = name.rsplit("::").next().unwrap_or(name);
    CRATES.iter().any(|of| name.strip_prefix(of).is_some_and(|rest| rest.starts_with(['[', ':'])))
        && (name.contains(PANICKING)
            || BEGINS.iter().any(|start| last.starts_with(start))
            || ENDS.iter().any(|end| last.ends_with(end)))
}

fn trap(function: &mut LocalFunction) {
    let entry = function.entry_block();
    let body = function.block_mut(entry);
    body.clear();
    body.push((Unreachable {}.into(), Default::default()));
}

/// Collects the addresses that panics are handed last: of a place in the source, if they are told one.
struct Handed<'a> {
    panics: &'a [FunctionId],
    last: BTreeSet<i32>,
}

impl<'instr> Visitor<'instr> for Handed<'_> {
    fn start_instr_seq(&mut self, sequence: &'instr InstrSeq) {
        for pair in sequence.windows(2) {
            if let [(Instr::Const(Const { value: Value::I32(address) }), _), (Instr::Call(call), _)] = pair
                && self.panics.contains(&call.func)
            {
                self.last.insert(*address);
            }
        }
    }
}

/// Where a `core::panic::Location` and the name of its file lie, if there is one at an address.
fn place(module: &Module, address: i32) -> Option<[Range<usize>; 2]> {
    let address = usize::try_from(address).ok()?;
    let location = address..address + LOCATION;
    let numbers = bytes(module, &location)?;
    let number = |at: usize| Some(u32::from_le_bytes(numbers[at..at + 4].try_into().ok()?) as usize);
    let name = number(0)?;
    let name = name..name.checked_add(number(4)?)?;
    bytes(module, &name)?.ends_with(b".rs").then_some([location, name])
}

/// What lies at these addresses.
fn bytes<'a>(module: &'a Module, range: &Range<usize>) -> Option<&'a [u8]> {
    module.data.iter().find_map(|data| data.value.get(within(data, range)?))
}

fn bytes_mut<'a>(module: &'a mut Module, range: &Range<usize>) -> Option<&'a mut [u8]> {
    let id = module.data.iter().find(|data| within(data, range).is_some())?.id();
    let data = module.data.get_mut(id);
    let within = within(data, range)?;
    data.value.get_mut(within)
}

/// Where a piece of data has these addresses.
fn within(data: &Data, range: &Range<usize>) -> Option<Range<usize>> {
    let DataKind::Active { offset: ConstExpr::Value(Value::I32(begin)), .. } = data.kind else { return None };
    let begin = usize::try_from(begin).ok()?;
    let within = range.start.checked_sub(begin)?..range.end.checked_sub(begin)?;
    (within.end <= data.value.len()).then_some(within)
}

#[cfg(test)]
mod tests {
    use super::*;
    use walrus::{FunctionBuilder, ValType};

    const NAME: &[u8] = b"src/lib.rs";
    const BEGIN: i32 = 1024;

    /// A module in which `act` panics at a place and hands it over; 16 bytes, the place, its name and 4 bytes more are data.
    fn module() -> Module {
        let mut module = Module::default();
        let memory = module.memories.add_local(false, false, 1, None, None);
        let location = [BEGIN as u32 + 32, NAME.len() as u32, 7, 9].map(u32::to_le_bytes).concat();
        let data = [&[1; 16], &location[..], NAME, &[2; 4]].concat();
        let offset = ConstExpr::Value(Value::I32(BEGIN));
        module.data.add(DataKind::Active { memory, offset }, data);
        let mut panic = FunctionBuilder::new(&mut module.types, &[ValType::I32; 2], &[]);
        panic.name("core[c593]::option::expect_failed".to_owned()).func_body().i32_const(1).drop();
        let locals = [ValType::I32; 2].map(|kind| module.locals.add(kind));
        let panic = panic.finish(locals.to_vec(), &mut module.funcs);
        let mut act = FunctionBuilder::new(&mut module.types, &[], &[]);
        act.name("act".to_owned()).func_body().i32_const(BEGIN).i32_const(BEGIN + 16).call(panic);
        // Not handed to a panic, and no place though it is.
        act.func_body().i32_const(BEGIN).drop().i32_const(0).i32_const(BEGIN).call(panic);
        let act = act.finish(Vec::new(), &mut module.funcs);
        module.exports.add("act", act);
        module
    }

    #[test]
    fn a_panic_is_a_trap_and_its_place_is_gone() {
        let mut module = module();
        silence(&mut module);
        let data = &module.data.iter().next().expect("there is data").value;
        assert_eq!(data[..16], [1; 16], "not handed over as a place");
        assert!(data[16..32 + NAME.len()].iter().all(|byte| *byte == 0), "{data:?}");
        assert_eq!(data[32 + NAME.len()..], [2; 4]);
        let panic = module.funcs.by_name("core[c593]::option::expect_failed").expect("it is called");
        let FunctionKind::Local(panic) = &module.funcs.get(panic).kind else { panic!("it is ours") };
        assert!(matches!(panic.block(panic.entry_block())[..], [(Instr::Unreachable(_), _)]));
        let act = module.funcs.by_name("act").expect("it is exported");
        let FunctionKind::Local(act) = &module.funcs.get(act).kind else { panic!("it is ours") };
        assert_eq!(act.block(act.entry_block()).len(), 8, "nothing else is touched");
    }

    #[test]
    fn what_panics_is_told_by_its_name() {
        for name in [
            "core[c5930c85a12de822]::panicking::panic_bounds_check",
            "core::panicking::panic_fmt",
            "core[c5930c85a12de822]::panicking::assert_failed::<usize, usize>",
            "core[c5930c85a12de822]::panicking::panic_const::panic_const_div_by_zero",
            "<alloc[3ca501edff3f0c7c]::vec::Vec<_, _>>::swap_remove::assert_failed",
            "core[c5930c85a12de822]::slice::index::slice_index_fail",
            "alloc[3ca501edff3f0c7c]::alloc::handle_alloc_error",
            "<std[a543]::panicking::panic_handler::StaticStrPayload as core[c59]::panic::PanicPayload>::get",
        ] {
            assert!(panics(name), "{name}");
        }
        for name in [
            "heavy_ball::run::panic",
            "core[c5930c85a12de822]::fmt::write",
            "core[c59]::ptr::drop_in_place::<std[a543]::panicking::panic_handler::FormatStringPayload>",
            "__rustc[b797]::rust_begin_unwind",
        ] {
            assert!(!panics(name), "{name}");
        }
    }
}
