//! `--message-format github`.

use insta::assert_snapshot;
use moguera::cli::Exit;
use moguera::digest::Digest;

use crate::workshop::Workshop;

/// Annotations, and the text between the lines that stop and resume commands.
fn parts(told: &str) -> (&str, &str) {
    let (annotations, rest) = told.split_once("::stop-commands::").expect("it stops");
    let (word, rest) = rest.split_once('\n').expect("a line");
    let text = rest
        .strip_suffix(&format!("::{word}::\n"))
        .expect("it resumes");
    assert!(!text.contains(word));
    (annotations, text)
}

#[test]
fn every_finding_is_an_annotation_before_the_text() {
    let workshop = Workshop::with_design("generated a.rs a\\n\nodd");
    let told = workshop.told("generate --check --message-format github", Exit::Found);
    let (annotations, text) = parts(&told);
    assert_snapshot!(annotations, @r"
    ::warning file=design/all.yaml,line=1,endLine=1,title=W0001,col=1,endColumn=1::this is odd
    ::error file=a.rs,title=missing::it has to be there
    ");
    let plain = workshop.run("generate --check").1;
    assert_eq!(text, plain.out + &plain.err);
    let quiet = workshop.told(
        "generate --check --quiet --message-format github",
        Exit::Found,
    );
    assert_eq!(quiet, annotations);
}

#[test]
fn errors_are_annotations() {
    let workshop = Workshop::with_design("wrong");
    let told = workshop.told("generate --message-format github", Exit::Wrong);
    assert_snapshot!(parts(&told).0, @"::error file=design/all.yaml,line=1,endLine=1,title=E0001,col=1,endColumn=1::this is wrong");
    let told = workshop.told("new Shop --message-format github", Exit::Wrong);
    assert_snapshot!(parts(&told).0, @"::error title=moguera::a service cannot be called `Shop`: its name must be lower-case words joined by `-`, such as `my-shop`%0Adid you mean `shop`?");
}

/// What others write into files and designs never begins a line that is obeyed.
#[test]
fn hostile_text_forges_no_command() {
    let workshop = Workshop::with_design("generated a.rs a");
    workshop.told("generate", Exit::Fine);
    workshop.put(
        "a.rs",
        "\n::error file=x::forged\n::stop-commands::x\n##[add-mask]x\n",
    );
    let told = workshop.told("generate --check --message-format github", Exit::Found);
    let (annotations, text) = parts(&told);
    assert_eq!(annotations.lines().count(), 1, "{annotations}");
    assert!(text.contains("::error file=x::forged"), "{text}");
    let digest = Digest::of(b"");
    workshop.put(
        "moguera.lock",
        &format!("generated {digest} a%0A::error::forged\r\n"),
    );
    let told = workshop.told("generate --message-format github", Exit::Wrong);
    assert_snapshot!(parts(&told).0, @"::error file=moguera.lock,line=1,endLine=1,title=E0902,col=76,endColumn=95::the lock file names `a%250A::error::forged`, which moguera never writes%0Athe path has the character `:`%0Ahelp: nothing was touched; take the file from version control again");
}
