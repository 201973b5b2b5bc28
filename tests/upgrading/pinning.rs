//! `moguera:` in a design: the version of the language, or of the generator.

use moguera::version::THIS;

use crate::service::Service;

const DESIGN: &str = "design/design.yaml";

#[test]
fn a_design_can_be_pinned_to_this_version() {
    let service = Service::new("minimal");
    let pin = format!("moguera: \"{THIS}\"");
    service.replace(DESIGN, "moguera: \"0.1\"", &pin);
    service.moguera(&["generate", "--check"]).with(0);
}

#[test]
fn a_design_of_another_version_is_refused_with_the_line_that_installs_it() {
    let service = Service::new("minimal");
    let before = service.files();
    for version in ["0.1.99", "0.0.9", "0.1.0-alpha.1"] {
        let design = service.text(DESIGN);
        let pin = format!("moguera: \"{version}\"");
        service.replace(DESIGN, "moguera: \"0.1\"", &pin);
        for arguments in [
            &["generate"][..],
            &["generate", "--check"],
            &["generate", "--force"],
            &["upgrade"],
        ] {
            let told = service.moguera(arguments).with(2);
            assert!(told.contains("error[E0229]"), "{told}");
            assert!(told.contains(&format!("--> {DESIGN}:2:10")), "{told}");
            let install = format!("`cargo install moguera --version ={version} --locked`");
            assert!(told.contains(&install), "{told}");
            assert!(told.contains(&format!("moguera: \"{THIS}\"")), "{told}");
        }
        service.put(DESIGN, &design);
    }
    let written = |files: std::collections::BTreeMap<String, _>| {
        let mut files = files;
        files.remove(DESIGN);
        files
    };
    assert!(written(before) == written(service.files()));
}

#[test]
fn another_version_of_the_language_is_refused() {
    let service = Service::new("minimal");
    for (version, is_one) in [
        ("0.2", true),
        ("1", false),
        ("latest", false),
        ("0.1.x", false),
    ] {
        let design = service.text(DESIGN);
        let other = format!("moguera: \"{version}\"");
        service.replace(DESIGN, "moguera: \"0.1\"", &other);
        let told = service.moguera(&["generate"]).with(2);
        assert!(
            told.contains("error[E0229]: this generator reads version 0.1"),
            "{told}"
        );
        let install = "`cargo install moguera --version ^0.2 --locked`";
        assert_eq!(told.contains(install), is_one, "{told}");
        service.put(DESIGN, &design);
    }
}
