//! The mathematics of Heavy Ball: update rules walk surfaces, and a Scene says which, from where and how.
//!
//! ```
//! use heavy_ball::scene::{Limits, Scene, Value};
//!
//! let alpha = Value::from("0.05");
//! let (scene, problems) = Scene::read([("learning-rate", &alpha)], Limits::PAGE);
//! assert!(problems.is_empty());
//! for run in scene.run() {
//!     println!("{}: {:?} after {} steps", run.label, run.points[run.last()], run.last());
//! }
//! ```
//!
//! ```text
//! scalar, dual, lanes     the numbers           text         how they are read and written
//! sort                    what stands in order
//! objective/              the surfaces          rule/        the update rules
//! parameter               what both are asked for: key, symbol, range and meaning
//! schedule                what changes when     run          a rule walks a surface
//! trajectory              what a run leaves     analysis/    what there is to say about it, and what theory says
//! map/                    what becomes of a run for every α and β at once
//! scene/                  all of it as keys with values: an attribute, a link, JSON
//! code/                   the same path as a script of PyTorch, Keras or optax
//! ```
//!
//! # Features
//!
//! `whole`, on by default: all rules, the module `code`, and all that the cards say. Without it there is what the page
//! opens with: nine rules, and cards whose source and convention, and most of the surfaces' formulas and lessons, are
//! empty texts.
//!
//! This crate knows no pixel, no colour, no JS, no clock and no random source.

pub mod analysis;
#[cfg(feature = "whole")]
pub mod code;
pub mod dual;
pub mod lanes;
pub mod map;
pub mod objective;
pub mod parameter;
pub mod rule;
pub mod run;
pub mod scalar;
pub mod scene;
pub mod schedule;
pub mod sort;
pub mod text;
pub mod trajectory;
