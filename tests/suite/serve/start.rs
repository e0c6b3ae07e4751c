//! How a server begins, and how it ends.

use std::net::TcpListener;

use serde_json::json;
use snapbox::str;

use crate::support::{Running, Serving, Site};

#[test]
fn two_servers_are_at_two_addresses() {
    let site = Site::new();
    let (one, other) = (Serving::run(site.command("serve")), Serving::run(site.command("serve")));
    assert_ne!(one.address, other.address);
    assert_eq!((one.get("/").status, other.get("/").status), (200, 200));
}

#[test]
fn a_port_that_was_asked_for_is_the_one_or_none() {
    let taken = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = taken.local_addr().unwrap().port();
    let site = Site::new();
    let said = site.run(&format!("serve --open --port {port}")).fails(3).stderr.clone();
    let expected = format!("error[environment]: cannot listen on `127.0.0.1:{port}`: ");
    assert!(said.starts_with(&expected), "{said}");
    drop(taken);
    // Between a look for a free port and its use, somebody else may take it.
    let serving = (0..20).find_map(|_| {
        let free = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let serving = Serving::try_run(site.command(&format!("serve --port {free}"))).ok()?;
        assert_eq!(serving.address, format!("http://127.0.0.1:{free}/"));
        Some(serving)
    });
    assert_eq!(serving.expect("a port that is free").get("/").status, 200);
}

#[test]
fn a_host_that_this_machine_is_not_is_told() {
    let site = Site::new();
    let said = site.run("serve --host 192.0.2.1").fails(3).stderr.clone();
    assert!(said.starts_with("error[environment]: cannot listen on `192.0.2.1:4000`: "), "{said}");
    // No name is that long, so no network is asked for it.
    let name = "x".repeat(64);
    let said = site.run(&format!("serve --host {name}")).fails(2).stderr.clone();
    let expected = format!("error[usage]: `--host {name}` has no address: ");
    assert!(said.starts_with(&expected), "{said}");
}

#[test]
fn what_others_ask_for_is_said() {
    let site = Site::new();
    let serving = Serving::start(&site, "--host 0.0.0.0");
    let said = serving.program.err.until("end it with Ctrl-C");
    assert_eq!(
        said[..2],
        ["reading the site …", "everybody who can reach this machine can see it"]
    );
    // A machine may be in no network at all.
    for line in &said[2..said.len() - 1] {
        let address =
            line.strip_prefix("a telephone in the same network asks for http://").unwrap();
        assert!(!address.starts_with("127."), "{address}");
        let there = Serving {
            address: format!("http://{address}"),
            program: Running::start(site.command("list")),
        };
        assert_eq!(there.get("/").status, 200, "{address}");
    }
}

#[test]
fn what_is_wrong_is_said_once_and_then_counted() {
    let late = "rating: 4\ndate: 2027-01-01";
    let site = Site::new().review("ana", "rating: 5", "Good.").review("bob", late, "Fine.");
    let serving = Serving::start(&site, "--format short");
    let warning = |id: &str| {
        format!(
            "content/testimonials/{id}.md:8:7: warning[date-in-future]: `date` is 2027-01-01, after today (2026-11-21)"
        )
    };
    let said = |end: &str| serving.program.err.until(end);
    assert_eq!(said("Ctrl-C"), [&warning("bob"), "1 warning in 1 file", "end it with Ctrl-C"]);
    let change = |told: Vec<String>, path: &str| {
        assert!(told[told.len() - 2].starts_with(&format!("content/testimonials/{path}.md: ")));
        told[..told.len() - 2].to_vec()
    };
    // Another one; then the first moves to another line, with an error beside it.
    let site = site.review("ana", late, "Good.");
    assert_eq!(change(said("2 warnings"), "ana"), [warning("ana")]);
    let moved = "rating: 7\ntags: [One]\ndate: 2027-01-01";
    let site = site.review("bob", moved, "Fine.");
    let told = change(said("2 warnings"), "bob");
    assert_eq!(told.len(), 1, "{told:?}");
    assert!(told[0].contains("error[rating-out-of-range]"), "{told:?}");
    // What has gone needs no list.
    let site = site.review("bob", late, "Fine.");
    assert_eq!(change(said("all is well again; 2 warnings in 2 files"), "bob"), [""; 0]);
    let _site = site.review("bob", "rating: 4", "Fine.");
    assert_eq!(change(said("1 warning in 1 file"), "bob"), [""; 0]);
}

#[test]
fn without_a_site_nothing_is_served() {
    Site::empty().run("serve").fails(2).says(str![[r#"
error[usage]: there is no `site.yaml` in this folder or above it
   = hint: go to the folder of your site, or make one with `laurels init DIR`


"#]]);
}

#[test]
fn programs_get_a_line_for_each_change() {
    let site = Site::new().review("ana", "rating: 5", "Good.");
    let program = Running::start(site.command("serve --port 0 --format json"));
    let result = || loop {
        let said = program.out.json();
        if said["type"] == "result" {
            return said;
        }
    };
    let address = result();
    assert_eq!(address["command"], "serve");
    assert!(address["address"].as_str().unwrap().starts_with("http://127.0.0.1:"), "{address}");
    let site = site.review("ana", "rating: 7", "Good.");
    let broken = result();
    assert_eq!(broken["changed"], json!(["content/testimonials/ana.md"]));
    assert_eq!(broken["ok"], false);
    let _site = site.review("ana", "rating: 4", "Good.");
    assert_eq!(result()["ok"], true);
}

#[cfg(unix)]
mod unix {
    use std::time::Instant;

    use super::*;
    use crate::suite::media::noise;
    use crate::support::running::PATIENCE;

    /// How many photos a site has.
    const PHOTOS: u8 = 24;

    #[test]
    fn an_interrupt_ends_it_at_once_and_leaves_no_file() {
        let site = Site::new().review("ana", "rating: 5", "Good.");
        let before = site.tree("..");
        let mut serving = Serving::start(&site, "");
        let _page = serving.listen("/");
        assert_eq!(serving.get("/").status, 200);
        serving.program.interrupt();
        assert_eq!(serving.program.ended().code(), Some(130));
        assert_eq!(site.tree("..").list(), before.list());
    }

    /// Finished photos stay, as they do after a build; a half of one never does.
    #[test]
    fn an_interrupt_among_photos_leaves_no_half_of_one() {
        // So large that two make more than a moment of work, on any machine.
        let photo = noise(3_000, 2_000, 1);
        let site = (0..PHOTOS).fold(Site::new(), |site, number| {
            let name = format!("media/{number}.jpg");
            let keys = format!("author: {{name: Ana, photo: {name}}}");
            // What stands behind the end of a picture makes another file of it.
            let bytes = [&photo[..], &[number]].concat();
            site.bytes(&format!("content/{name}"), &bytes).review(
                &format!("r{number}"),
                &keys,
                "Good.",
            )
        });
        let before = site.tree("..");
        let kept = || {
            let names = std::fs::read_dir(site.path(".laurels/media")).into_iter().flatten();
            names.map(|name| name.unwrap().file_name().into_string().unwrap())
        };
        let photos = || kept().filter(|name| name.ends_with(".jpg")).count();
        let mut program = Running::start(site.command("serve --port 0"));
        let started = Instant::now();
        while photos() < 2 {
            assert!(started.elapsed() < PATIENCE, "no photo is made");
        }
        program.interrupt();
        assert_eq!(program.ended().code(), Some(130));
        assert!(photos() < usize::from(PHOTOS), "it was not among its photos");
        let is_known =
            |name: &String| name == "lock" || name.ends_with(".jpg") || name.ends_with(".json");
        assert_eq!(kept().filter(|name| !is_known(name)).collect::<Vec<_>>(), [""; 0]);
        let site = site.remove(".laurels");
        assert_eq!(site.tree("..").list(), before.list());
    }
}

#[cfg(target_os = "linux")]
mod linux {
    use std::os::unix::fs::PermissionsExt as _;
    use std::process::Command;
    use std::time::Instant;

    use super::*;
    use crate::support::running::PATIENCE;
    use crate::support::site::REPOSITORY;

    /// A site on whose path stands a browser that writes down where it is sent.
    fn with_a_browser() -> Site {
        let script = "#!/bin/sh\necho \"$1\" > \"$HOME/opened.part\"\nmv \"$HOME/opened.part\" \"$HOME/opened\"\n";
        let site = Site::new().bytes("../bin/xdg-open", script.as_bytes());
        let program = site.path("../bin/xdg-open");
        std::fs::set_permissions(program, std::fs::Permissions::from_mode(0o755)).unwrap();
        let path = format!("{}:/usr/bin:/bin", site.path("../bin").display());
        site.variable("PATH", &path)
    }

    #[test]
    fn a_browser_is_opened_where_the_site_is() {
        let site = with_a_browser();
        let serving = Serving::start(&site, "--open");
        let opened = site.path("../home/opened");
        let started = Instant::now();
        while !opened.exists() {
            assert!(started.elapsed() < PATIENCE, "no browser was opened");
            assert_eq!(serving.get("/").status, 200);
        }
        assert_eq!(std::fs::read_to_string(opened).unwrap(), format!("{}\n", serving.address));
    }

    #[test]
    fn no_browser_is_sent_to_a_server_of_somebody_else() {
        let taken = TcpListener::bind("127.0.0.1:0").unwrap();
        let site = with_a_browser();
        let port = taken.local_addr().unwrap().port();
        site.run(&format!("serve --open --port {port}")).fails(3);
        assert!(!site.path("../home/opened").exists());
    }

    #[test]
    fn without_a_browser_the_site_is_served_all_the_same() {
        let site = Site::new().variable("PATH", "/nowhere");
        let serving = Serving::start(&site, "--open");
        serving.says("the browser cannot be opened: `xdg-open`: no such file or directory");
        assert_eq!(serving.get("/").status, 200);
    }

    #[test]
    fn where_the_system_does_not_tell_of_changes_that_is_said() {
        // In a name space of its own, a program may take from itself what it watches files with.
        let deaf = "echo 0 > /proc/sys/user/max_inotify_instances";
        let tried = Command::new("unshare").args(["-Ur", "sh", "-c", deaf]).output();
        if !tried.as_ref().is_ok_and(|done| done.status.success()) {
            let told = format!("\nNOT RUN: a test needs `unshare -Ur`: {tried:?}\n");
            // Not `eprintln!`: nobody sees what a test that passes prints.
            return std::io::Write::write_all(&mut std::io::stderr(), told.as_bytes()).unwrap();
        }
        let site = Site::new().review("ana", "rating: 5", "Good.");
        let program = site.command("serve --port 0");
        let mut command = Command::new("unshare");
        command.args(["-Ur", "sh", "-c", &format!("{deaf} && exec \"$0\" \"$@\"")]);
        command.arg(program.get_program()).args(program.get_args()).current_dir(site.path("."));
        let serving = Serving::run(command);
        let word = serving.says("the system does not tell of changes: ");
        assert!(word.ends_with("; files are looked at every 500 ms"), "{word}");
        let _site = site.review("ana", "rating: 4", "Better.");
        serving.says("content/testimonials/ana.md: ");
        assert!(serving.get("/reviews/ana/").text().contains("Better."));
    }

    /// Serves a site, with few descriptors for open files and connections.
    fn with_few_descriptors(site: &Site) -> Serving {
        let program = site.command("serve --port 0");
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -n {FEW} && exec \"$0\" \"$@\"")]);
        command.arg(program.get_program()).args(program.get_args()).current_dir(site.path("."));
        Serving::run(command)
    }

    const FEW: usize = 40;

    #[test]
    fn too_many_connections_for_the_system_end_nothing() {
        let site = Site::new();
        let serving = with_few_descriptors(&site);
        let many: Vec<_> = (0..100).map(|_| serving.connect()).collect();
        drop(many);
        for _ in 0..20 {
            assert_eq!(serving.get("/").status, 200);
        }
    }

    #[test]
    fn a_file_that_cannot_be_opened_at_the_moment_has_not_gone() {
        let photo = "author: {name: Ana, photo: media/a.jpg}";
        let picture =
            std::fs::read(format!("{REPOSITORY}/tests/pictures/usual-colours.jpg")).unwrap();
        let site = Site::new().bytes("content/media/a.jpg", &picture).review("a", photo, "Good.");
        let built = site.run("build").ok().output();
        let path = built.files.keys().find(|path| path.ends_with(".jpg")).unwrap();
        let serving = with_few_descriptors(&site);
        let open = format!("/proc/{}/fd", serving.program.id());
        let asked = format!("GET /{path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        let started = Instant::now();
        // The server has files of its own, and one that it closes makes room for this one.
        let answer = loop {
            let mut many: Vec<_> = (0..2 * FEW).map(|_| serving.connect()).collect();
            while std::fs::read_dir(&open).unwrap().count() < FEW {
                assert!(started.elapsed() < PATIENCE, "not all descriptors are used");
            }
            let answer = Serving::say_on(many.remove(0), asked.as_bytes()).unwrap();
            if answer.status != 200 {
                break answer;
            }
            assert!(started.elapsed() < PATIENCE, "the file can be opened each time");
        };
        assert_eq!(answer.text(), "the file cannot be read: too many open files\n");
        assert_eq!(answer.status, 503);
        // The others go one by one.
        while serving.get(&format!("/{path}")).status != 200 {
            assert!(started.elapsed() < PATIENCE, "the file cannot be opened any more");
        }
    }
}
