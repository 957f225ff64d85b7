//! `cargo xtask serve`: the page in work, built and served.

use std::path::PathBuf;

use anyhow::{Result, ensure};
use clap::Args;

use crate::server::{self, Server, Source};
use crate::{shell, wasm};

const FIRST_PORT: u16 = 8080;

/// What `serve` is asked for.
#[derive(Args)]
pub(crate) struct Options {
    /// Port of 127.0.0.1 [default: 8080, or the next free one]
    #[arg(long)]
    port: Option<u16>,
    /// Open the page in your browser
    #[arg(long)]
    open: bool,
    /// Build nothing and serve this folder as it is, for example dist/site
    #[arg(long, value_name = "FOLDER")]
    site: Option<PathBuf>,
}

/// Builds the page unless a finished one is named, and serves it until the program is ended.
pub(crate) fn run(options: &Options) -> Result<()> {
    // First of all, so that a port that is taken shows before the build and not after it.
    let listener = match options.port {
        Some(port) => server::listen(port)?,
        None => server::listen_from(FIRST_PORT)?,
    };
    let source = match &options.site {
        Some(site) => {
            ensure!(site.join("index.html").is_file(), "{} has no index.html", site.display());
            Source::Site(site.clone())
        }
        None => {
            wasm::build()?;
            Source::Tree(shell::root()?)
        }
    };
    let server = Server::start(&source, "/", listener)?;
    println!("Heavy Ball is at {}  (Ctrl-C ends it)", server.address);
    if options.open {
        open::that_detached(&server.address)?;
    }
    server.wait();
    Ok(())
}
