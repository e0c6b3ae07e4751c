//! Pictures of imported reviews that are taken from the web: from a server on this machine, which is
//! inside the owner's own network as far as the program is concerned.

use std::io::{Cursor, Read};
use std::sync::Arc;
use std::thread::JoinHandle;

use tiny_http::{Header, Response, Server};

use crate::support::Site;

/// A small picture.
const PIXEL: &[u8] = include_bytes!("../pictures/dot.png");

/// A server with pictures, and what is none.
struct Pictures {
    server: Arc<Server>,
    thread: Option<JoinHandle<Vec<String>>>,
}

impl Pictures {
    fn new() -> Self {
        let server = Arc::new(Server::http("127.0.0.1:0").unwrap());
        let own = Arc::clone(&server);
        let thread = std::thread::spawn(move || {
            let mut asked = Vec::new();
            for request in own.incoming_requests() {
                asked.push(request.url().to_owned());
                let to = |place: &str| {
                    Response::empty(302).with_header(Header::from_bytes("Location", place).unwrap())
                };
                let result = match request.url() {
                    "/pixel.png" | "/named-wrongly.jpg" => {
                        request.respond(Response::from_data(PIXEL))
                    }
                    "/once" => request.respond(to("/pixel.png")),
                    "/round" => request.respond(to("/round")),
                    "/away" => request.respond(to("file:///etc/passwd")),
                    "/page" => {
                        request.respond(Response::from_string("<svg xmlns=''><script/></svg>"))
                    }
                    "/endless" => {
                        let body = PIXEL.chain(std::io::repeat(7).take(64 << 20));
                        request.respond(Response::new(200.into(), Vec::new(), body, None, None))
                    }
                    "/nothing" => request.respond(Response::from_data(Vec::new())),
                    _ => request.respond(Response::new(
                        404.into(),
                        Vec::new(),
                        Cursor::new(Vec::new()),
                        None,
                        None,
                    )),
                };
                // Who has enough of an endless picture goes away.
                let _ = result;
            }
            asked
        });
        Self { server, thread: Some(thread) }
    }

    fn address(&self, path: &str) -> String {
        format!("http://{}{path}", self.server.server_addr())
    }

    /// What was asked for.
    fn end(mut self) -> Vec<String> {
        self.server.unblock();
        self.thread.take().unwrap().join().unwrap()
    }
}

/// A site beside an export with pictures.
fn site(pictures: &Pictures, avatar: &str, photos: &[&str]) -> Site {
    let photos: Vec<String> = photos.iter().map(|path| pictures.address(path)).collect();
    let row = format!(
        "review_id,name,stars,text,date,avatar,photos\na1,Ana Amostra,5,Good light.,2026-03-01,{},\"{}\"\n",
        pictures.address(avatar),
        photos.join(",")
    );
    Site::new().today("2026-11-01").file("rows.csv", &row)
}

#[test]
fn pictures_are_addresses_until_they_are_asked_for() {
    let pictures = Pictures::new();
    let site = site(&pictures, "/pixel.png", &["/pixel.png"]);
    let _ = site.run("import csv rows.csv").ok();
    let _ = site.run("approve csv-a1").ok();
    let text = site.read("content/reviews/csv.yaml");
    assert!(text.contains("/pixel.png"), "{text}");
    assert_eq!(pictures.end(), [""; 0], "what was loaded");
}

#[test]
fn pictures_are_taken_and_shown_where_that_is_asked_for() {
    let pictures = Pictures::new();
    let site = site(&pictures, "/once", &["/named-wrongly.jpg", "/pixel.png"]);
    let _ = site.run("import csv rows.csv --fetch --allow-private").ok();
    let text = site.read("content/reviews/csv.yaml");
    for path in ["media/csv/csv-a1.png", "media/csv/csv-a1-01.png", "media/csv/csv-a1-02.png"] {
        assert!(text.contains(path), "{path}\n{text}");
        assert_eq!(site.read_bytes(&format!("content/{path}")), PIXEL);
    }
    assert!(!text.contains("http://") && !text.contains("\n  extra:"), "{text}");
    let _ = site.run("check").ok();
    let again = site.run("import csv rows.csv --fetch --allow-private").ok();
    assert!(again.stdout.contains("0 imported, 0 updated, 1 unchanged"), "{}", again.stdout);
    assert_eq!(site.read("content/reviews/csv.yaml"), text);
    assert_eq!(pictures.end().len(), 4, "three pictures, one of them by way of another address");
}

#[test]
fn nothing_is_asked_of_the_owners_own_network_unless_that_is_allowed() {
    let pictures = Pictures::new();
    let site = site(&pictures, "/pixel.png", &[]);
    let seen = site.run("import csv rows.csv --fetch").ok();
    assert!(seen.stderr.contains("warning[import-picture]"), "{}", seen.stderr);
    assert!(site.read("content/reviews/csv.yaml").contains("avatar: "));
    assert!(!site.path("content/media/csv/csv-a1.png").exists());
    assert_eq!(pictures.end(), [""; 0], "what was asked for");
}

#[test]
fn what_is_no_picture_is_not_taken() {
    for (path, why) in [
        ("/page", "it is no picture"),
        ("/nothing", "it is no picture"),
        ("/missing", "the server says 404"),
        ("/round", "more than 5 times"),
        ("/away", "which is no address of the web"),
        ("/endless", "it is larger than 20 MB"),
    ] {
        let pictures = Pictures::new();
        let site = site(&pictures, path, &[]);
        let seen = site.run("import csv rows.csv --fetch --allow-private").ok();
        assert!(seen.stderr.contains(why), "{path}: {}", seen.stderr);
        let text = site.read("content/reviews/csv.yaml");
        assert!(text.contains(path) && !text.contains("photo:"), "{path}\n{text}");
        assert!(site.tree("content").files.keys().all(|name| !name.contains("csv-a1")), "{path}");
        let _ = pictures.end();
    }
}
