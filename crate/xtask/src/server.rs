//! A static server on 127.0.0.1, for the page in work, for `dist/site`, and for the tests.

use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result};
use axum::Router;
use axum::http::{HeaderValue, header};
use tokio::runtime::Runtime;
use tower_http::services::{ServeDir, ServeFile};
use tower_http::set_header::SetResponseHeaderLayer;

/// What is served.
pub(crate) enum Source {
    /// The page in work: `index.html` and `www/` of this workspace, nothing else of it.
    Tree(PathBuf),
    /// A finished folder, all of it.
    Site(PathBuf),
}

/// A server that answers until it is dropped.
pub(crate) struct Server {
    runtime: Runtime,
    /// The page's address.
    pub(crate) address: String,
}

impl Server {
    /// Starts to serve `source` under `folder`, which begins and ends with a slash.
    pub(crate) fn start(source: &Source, folder: &str, listener: TcpListener) -> Result<Self> {
        let address = format!("http://{}{folder}", listener.local_addr()?);
        let runtime = Runtime::new()?;
        let router = router(source, folder);
        listener.set_nonblocking(true)?;
        let listener = runtime.block_on(async { tokio::net::TcpListener::from_std(listener) })?;
        runtime.spawn(async move { axum::serve(listener, router).await });
        Ok(Self { runtime, address })
    }

    /// Serves until the program is ended.
    pub(crate) fn wait(self) {
        self.runtime.block_on(std::future::pending::<()>());
    }
}

/// A listener on `port`, or a sentence saying that it is taken.
pub(crate) fn listen(port: u16) -> Result<TcpListener> {
    TcpListener::bind(SocketAddr::from((Ipv4Addr::LOCALHOST, port)))
        .with_context(|| format!("port {port} of 127.0.0.1 cannot be used"))
}

/// A listener on `port` or the next free one.
pub(crate) fn listen_from(port: u16) -> Result<TcpListener> {
    (port..=u16::MAX).find_map(|port| listen(port).ok()).with_context(|| format!("no port from {port} on is free"))
}

fn router(source: &Source, folder: &str) -> Router {
    let router = match source {
        Source::Tree(root) => tree(root),
        Source::Site(site) => Router::new().fallback_service(ServeDir::new(site)),
    };
    let router = if folder == "/" { router } else { Router::new().nest_service(folder.trim_end_matches('/'), router) };
    // A page in work changes under its address, and a measured one must come over the wire each time.
    let no_store = HeaderValue::from_static("no-store");
    router.layer(SetResponseHeaderLayer::overriding(header::CACHE_CONTROL, no_store))
}

fn tree(root: &Path) -> Router {
    let index = ServeFile::new(root.join("index.html"));
    Router::new()
        .route_service("/", index.clone())
        .route_service("/index.html", index)
        .nest_service("/www", ServeDir::new(root.join("www")))
}

#[cfg(test)]
mod tests {
    use std::fs;
    use std::io::{Read, Write};
    use std::net::TcpStream;

    use super::*;

    /// The whole answer to a request whose path is sent as it is: no client tidies `..` away.
    fn get(server: &Server, path: &str) -> String {
        let host = server.address.split('/').nth(2).expect("the address names a host");
        let mut stream = TcpStream::connect(host).expect("the server listens");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {host}\r\nConnection: close\r\n\r\n").expect("it reads");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("it answers");
        answer
    }

    /// A workspace with a page and a secret, in a folder of its own.
    fn workspace(name: &str) -> PathBuf {
        let root = std::env::temp_dir().join(format!("heavy-ball-{name}-{}", std::process::id()));
        fs::create_dir_all(root.join("www/wasm")).expect("the folder is ours");
        let files = ["index.html", "www/define.js", "www/wasm/heavy_ball_bg.wasm", "secret.txt"];
        for file in files {
            fs::write(root.join(file), file).expect("the folder is ours");
        }
        root
    }

    #[test]
    fn the_page_in_work_comes_with_its_types_and_is_never_stored() {
        let root = workspace("types");
        let server = Server::start(&Source::Tree(root.clone()), "/", listen(0).expect("a port")).expect("it starts");
        for (path, kind) in [
            ("/", "text/html"),
            ("/index.html", "text/html"),
            ("/www/define.js", "text/javascript"),
            ("/www/wasm/heavy_ball_bg.wasm", "application/wasm"),
        ] {
            let answer = get(&server, path).to_lowercase();
            assert!(answer.starts_with("http/1.1 200"), "{path}: {answer}");
            assert!(answer.contains(&format!("content-type: {kind}")), "{path}: {answer}");
            assert!(answer.contains("cache-control: no-store"), "{path}: {answer}");
        }
        fs::remove_dir_all(root).expect("the folder is ours");
    }

    #[test]
    fn nothing_else_of_the_workspace_is_served() {
        let root = workspace("secret");
        let server = Server::start(&Source::Tree(root.clone()), "/", listen(0).expect("a port")).expect("it starts");
        for path in
            ["/secret.txt", "/www/../secret.txt", "/www/%2e%2e/secret.txt", "/www/..%2fsecret.txt", "//secret.txt"]
        {
            let answer = get(&server, path);
            assert!(!answer.starts_with("HTTP/1.1 200"), "{path}: {answer}");
        }
        fs::remove_dir_all(root).expect("the folder is ours");
    }

    #[test]
    fn a_site_is_served_under_a_folder() {
        let root = workspace("folder");
        let server =
            Server::start(&Source::Site(root.clone()), "/notes/", listen(0).expect("a port")).expect("it starts");
        assert!(server.address.ends_with("/notes/"));
        assert!(get(&server, "/notes/").ends_with("index.html"));
        assert!(get(&server, "/notes/www/define.js").ends_with("www/define.js"));
        assert!(get(&server, "/www/define.js").starts_with("HTTP/1.1 404"));
        fs::remove_dir_all(root).expect("the folder is ours");
    }

    #[test]
    fn a_port_that_is_taken_is_named_or_passed_over() {
        let taken = listen(0).expect("a port");
        let port = taken.local_addr().expect("it is bound").port();
        let trouble = listen(port).expect_err("it is taken");
        assert_eq!(trouble.to_string(), format!("port {port} of 127.0.0.1 cannot be used"));
        let next = listen_from(port).expect("another is free").local_addr().expect("it is bound").port();
        assert!(next > port);
    }
}
