//! Requests and answers: what is given to whom, and who does not keep others from theirs.

use std::io::{Read as _, Write as _};
use std::time::{Duration, Instant};

use crate::support::html::select;
use crate::support::{Serving, Site, html};

#[test]
fn every_file_of_a_build_is_served_as_it_is_built() {
    let site = Site::sample();
    let built = site.run("build").ok().output();
    let serving = Serving::start(&site, "");
    // Widgets lead to where they are shown, and those that never change are not shown.
    let others = built.files.iter().filter(|(path, _)| !path.starts_with("widgets/"));
    for (path, bytes) in others {
        let address = match path.strip_suffix("index.html") {
            Some(folder) => format!("/{folder}"),
            None => format!("/{path}"),
        };
        let answer = serving.get(&address);
        assert_eq!(answer.status, 200, "{path}");
        assert_eq!(answer.header("Cache-Control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("Connection"), Some("close"), "{path}");
        assert_eq!(
            answer.header("Content-Length"),
            Some(&*answer.body.len().to_string()),
            "{path}"
        );
        if !path.ends_with(".html") {
            assert_eq!(&answer.body, bytes, "{path}");
            continue;
        }
        html::parse(answer.text());
        let (bare, is_broken) = answer.bare().unwrap();
        assert!(!is_broken, "{path}");
        assert!(bare == *bytes, "{path} has one script more, and no more");
    }
}

#[test]
fn widgets_are_shown_with_the_addresses_of_the_server() {
    let serving = Serving::start(&Site::sample(), "");
    let page = serving.get("/widgets/home/");
    let shown = page.text();
    assert!(shown.contains("src=\"/assets/") && !shown.contains("https://reviews.example.com/"));
    let offers = serving.get("/widgets/");
    let text = offers.text();
    assert!(text.contains("src=\"/widgets/home/#light\""), "{text}");
    // What is to be copied is for other pages.
    assert!(text.contains("https://reviews.example.com/widgets/home.js"));
    assert!(!text.contains("integrity="), "nobody can freeze what is not published");
}

#[test]
fn files_have_their_types() {
    let site = Site::sample();
    let serving = Serving::start(&site, "");
    let page = serving.get("/");
    let page = html::parse(page.text());
    let style = select(&page, "link[rel=stylesheet]")[0].attr("href").unwrap().to_owned();
    let script = select(&page, "head script[src]")[0].attr("src").unwrap().to_owned();
    for (path, kind) in [
        ("/", "text/html; charset=utf-8"),
        (&style, "text/css; charset=utf-8"),
        (&script, "text/javascript; charset=utf-8"),
        ("/feed.xml", "application/atom+xml"),
        ("/feed.json", "application/feed+json"),
        ("/reviews.json", "application/json"),
        ("/robots.txt", "text/plain; charset=utf-8"),
        (&video(&serving), "video/mp4"),
        ("/__laurels/live.js", "text/javascript; charset=utf-8"),
        ("/__laurels/overlay.css", "text/css; charset=utf-8"),
        ("/__laurels/events?page=/", "text/event-stream"),
    ] {
        let answer = serving.ask("HEAD", path, "");
        assert_eq!((answer.status, answer.header("Content-Type")), (200, Some(kind)), "{path}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"), "{path}");
    }
}

/// The address of a video of the sample site.
fn video(serving: &Serving) -> String {
    let page = html::parse(serving.get("/reviews/imogen-thimblerigg/").text());
    select(&page, "video source, video").iter().find_map(|one| one.attr("src")).unwrap().to_owned()
}

#[test]
fn a_part_of_a_file_can_be_asked_for() {
    let site = Site::sample();
    let serving = Serving::start(&site, "");
    let video = video(&serving);
    let all = serving.get(&video);
    assert_eq!(all.header("Accept-Ranges"), Some("bytes"));
    let size = all.body.len();
    assert!(size > 1000, "the video has {size} bytes");
    let part = |range: &str| serving.ask("GET", &video, &format!("Range: {range}\r\n"));

    for (range, start, end) in [
        ("bytes=0-0".to_owned(), 0, 1),
        ("bytes=100-".to_owned(), 100, size),
        ("bytes=-100".to_owned(), size - 100, size),
        (format!("bytes=10-{size}"), 10, size),
    ] {
        let answer = part(&range);
        assert_eq!(answer.status, 206, "{range}");
        let told = format!("bytes {start}-{}/{size}", end - 1);
        assert_eq!(answer.header("Content-Range"), Some(&*told));
        assert_eq!(answer.body, &all.body[start..end], "{range}");
    }
    let beyond = part(&format!("bytes={size}-"));
    assert_eq!(beyond.status, 416);
    assert_eq!(beyond.header("Content-Range"), Some(&*format!("bytes */{size}")));
    let several = part("bytes=0-1,4-5");
    assert_eq!((several.status, several.body.len()), (200, size), "a whole file is never wrong");
    let older = serving.ask("GET", &video, "Range: bytes=0-1\r\nIf-Range: \"older\"\r\n");
    assert_eq!((older.status, older.body.len()), (200, size));
    let page = serving.ask("GET", "/", "Range: bytes=0-1\r\n");
    assert_eq!(page.status, 200, "a part of a page would lack the script");
}

/// Everything below `.laurels/` may be removed at any time; Windows keeps what somebody has open.
#[cfg(unix)]
#[test]
fn a_finished_photo_that_was_removed_is_made_again() {
    let site = crate::suite::media::gallery(2);
    let built = site.run("build").ok().output();
    let photos: Vec<_> = built.files.iter().filter(|(path, _)| path.ends_with(".jpg")).collect();
    assert!(photos.len() >= 4, "{}", built.list());
    let serving = Serving::start(&site, "");
    let site = site.remove(".laurels");
    std::thread::scope(|scope| {
        for (path, bytes) in &photos {
            let serving = &serving;
            scope.spawn(move || {
                let answer = serving.get(&format!("/{path}"));
                assert_eq!((answer.status, &answer.body), (200, *bytes), "{path}");
            });
        }
    });
    let kept = site.tree(".laurels").files;
    assert_eq!(kept.keys().filter(|path| path.ends_with(".jpg")).count(), photos.len());
}

#[test]
fn only_get_and_head_are_answered() {
    let site = Site::sample();
    let serving = Serving::start(&site, "");
    let get = serving.get("/");
    let head = serving.ask("HEAD", "/", "");
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(head.header("Content-Length"), get.header("Content-Length"));
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "TRACE", "CONNECT", "BREW"] {
        let answer = serving.ask(method, "/", "Content-Length: 0\r\n");
        assert_eq!((answer.status, answer.header("Allow")), (405, Some("GET, HEAD")), "{method}");
    }
    let body = format!("Content-Length: 100000\r\n\r\n{}", "x".repeat(100_000));
    assert_eq!(
        serving.ask("POST", "/", &body).status,
        405,
        "the answer arrives, the body does not"
    );
}

#[test]
fn nothing_but_the_site_is_reachable() {
    let site = Site::sample().file("secret.txt", "secret").bytes("../outside.txt", b"secret");
    let serving = Serving::start(&site, "");
    let host = serving.host().to_owned();
    for path in [
        "/../outside.txt",
        "/..%2foutside.txt",
        "/%2e%2e/outside.txt",
        "/..\\outside.txt",
        "/..%5coutside.txt",
        "/a/../../outside.txt",
        "/%00",
        "/index.html%00.txt",
        "/%",
        "/%ff",
        "/%0d%0aX:y",
        &format!("http://{host}/"),
        "http://evil.example/",
        "*",
    ] {
        assert_eq!(serving.get(path).status, 400, "{path}");
    }
    for path in [
        "/secret.txt",
        "/site.yaml",
        "/content/items.yaml",
        "/.laurels/",
        "//",
        "//evil.example/items",
        "/%252e%252e/outside.txt",
        "/C:/",
        "/etc/passwd",
        "/index.html/",
        "/assets/",
        "/__laurels/",
        "/__laurels/live.js/",
        "/nowhere",
    ] {
        let answer = serving.get(path);
        assert_eq!(answer.status, 404, "{path}");
        assert!(!answer.text().contains("secret"), "{path}");
    }
    // The page for it is that of the site, and says so at any depth.
    assert!(serving.get("/a/b/c").text().contains("/__laurels/live.js"));
}

#[test]
fn a_folder_without_its_slash_is_elsewhere() {
    let site = Site::sample();
    let serving = Serving::start(&site, "");
    let answer = serving.get("/items");
    assert_eq!((answer.status, answer.header("Location")), (307, Some("/items/")));
    assert_eq!(serving.get("/items/").status, 200);
    assert_eq!(serving.get("/items/index.html").status, 200);
}

#[test]
fn other_names_than_those_of_this_machine_are_refused() {
    let site = Site::sample();
    let serving = Serving::start(&site, "");
    let port = serving.host().split_once(':').unwrap().1;
    let status = |host: &str| {
        serving.say(format!("GET / HTTP/1.1\r\nHost: {host}\r\n\r\n").as_bytes()).status
    };
    for own in ["localhost", &format!("localhost:{port}"), "127.0.0.1", "[::1]:1", "a.localhost"] {
        assert_eq!(status(own), 200, "{own}");
    }
    for other in ["evil.example", &format!("evil.example:{port}"), "", "localhost.evil.example"] {
        assert_eq!(status(other), 403, "{other}");
    }
    for path in ["/__laurels/live.js", "/__laurels/events?page=/"] {
        let asked = format!("GET {path} HTTP/1.1\r\nHost: evil.example\r\n\r\n");
        assert_eq!(serving.say(asked.as_bytes()).status, 403, "{path}");
    }
    assert_eq!(serving.say(b"GET / HTTP/1.1\r\n\r\n").status, 400, "a browser names a host");

    let public = Serving::start(&site, "--host 0.0.0.0");
    assert_eq!(public.say(b"GET / HTTP/1.1\r\nHost: my-box.example\r\n\r\n").status, 200);
}

#[test]
fn what_is_no_request_gets_an_error() {
    let site = Site::sample();
    let serving = Serving::start(&site, "");
    for (bytes, status) in [
        (b"\x16\x03\x01\x02\x00".to_vec(), 400),
        (b"GET /\r\n\r\n".to_vec(), 400),
        (b"GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n".to_vec(), 400),
        (b"GET / HTTP/2.0\r\nHost: a\r\n\r\n".to_vec(), 505),
        (format!("GET / HTTP/1.1\r\nX: {}\r\n\r\n", "x".repeat(64 * 1024)).into_bytes(), 431),
        (format!("GET /{} HTTP/1.1\r\n\r\n", "x".repeat(64 * 1024)).into_bytes(), 431),
    ] {
        assert_eq!(serving.say(&bytes).status, status);
    }
    assert_eq!(serving.get("/").status, 200);
}

#[test]
fn who_is_slow_keeps_nobody_waiting() {
    let site = Site::sample();
    // More than fits between two programs, so that it has to be taken.
    let video = site.read_bytes("content/media/before-and-after.mp4");
    let large = [video, vec![0; 30_000_000]].concat();
    let site = site.bytes("content/media/before-and-after.mp4", &large);
    let serving = Serving::start(&site, "");
    let path = self::video(&serving);

    let mut dawdlers: Vec<_> = (0..40).map(|_| serving.connect()).collect();
    for (at, stream) in dawdlers.iter_mut().enumerate() {
        match at % 4 {
            0 => {}
            1 => stream.write_all(b"G").unwrap(),
            2 => stream.write_all(b"GET / HTTP/1.1\r\nHost: localhost\r\nX: ").unwrap(),
            // These ask for much, and take nothing.
            _ => write!(stream, "GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n").unwrap(),
        }
    }
    let _streams: Vec<_> = (0..4).map(|_| serving.listen("/")).collect();
    let started = Instant::now();
    for _ in 0..20 {
        for stream in dawdlers.iter_mut().skip(1).step_by(4) {
            let _ = stream.write_all(b"E");
        }
        assert_eq!(serving.get("/items/").status, 200);
    }
    // Those who ask have ten seconds each, and those who take have thirty.
    assert!(started.elapsed() < Duration::from_secs(30), "they were waited for");
    assert_eq!(serving.get(&path).body.len(), large.len());
}

#[test]
fn who_does_not_come_to_the_point_is_asked_to_leave() {
    let site = Site::new();
    let serving = Serving::start(&site, "");
    let mut stream = serving.connect();
    stream.write_all(b"GET / HTTP/1.1\r\n").unwrap();
    let mut answer = String::new();
    stream.read_to_string(&mut answer).unwrap();
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
}
