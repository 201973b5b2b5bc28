//! What follows from what: something happens, the steps that have to be taken come out. Nothing is done here, so that
//! every order of events can be tested.

use std::path::PathBuf;

use super::front::Trouble;

/// Something that has happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Happening {
    /// Files were changed by somebody else.
    Edited(Edited),
    /// A run of the generator has ended: whether it changed anything, or what keeps it from that.
    Generated(Result<Written, String>),
    /// A build has ended: the program, or what the compiler said.
    Built(Result<Executable, String>),
    /// The server that was started last answers.
    Answering,
    /// It has ended by itself, after saying this.
    Ended(String),
    /// Nobody wants any of it any more.
    Stop,
}

/// What was changed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Edited {
    /// A file of the design.
    pub(super) design: bool,
    /// Anything else that a server is built of.
    pub(super) code: bool,
}

/// What a run of the generator has done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Written {
    /// At least one file was changed.
    Something,
    /// Everything was as the design asks for.
    Nothing,
}

/// A program that was built.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Executable {
    /// Its file.
    pub(super) path: PathBuf,
    /// Whether the build has changed it.
    pub(super) is_new: bool,
}

/// Something to be done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step {
    /// Bring everything up to date with the design.
    Generate,
    /// Build the server.
    Build,
    /// Let this program answer in place of the one that does.
    Serve(PathBuf),
    /// End everything.
    Leave,
}

/// Where things stand.
#[derive(Debug, Default)]
pub(super) struct Course {
    building: Building,
    serving: Serving,
    /// Whether a program was built that nobody has started.
    waits: bool,
    /// Whether code was edited together with the design that is read now.
    edited_code: bool,
    was_built: bool,
    design: Option<String>,
    build: Option<String>,
    server: Option<String>,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Serving {
    #[default]
    Nobody,
    /// It was started, and has not answered yet.
    Starting,
    Answering,
}

#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
enum Building {
    #[default]
    Idle,
    Running,
    /// Under way, and of sources that have been changed since.
    Stale,
}

impl Course {
    /// What is to be done after something has happened.
    pub(super) fn next(&mut self, happening: Happening) -> Vec<Step> {
        match happening {
            Happening::Edited(edited) if edited.design => {
                self.edited_code |= edited.code;
                vec![Step::Generate]
            }
            Happening::Edited(_) => self.build(),
            Happening::Generated(outcome) => self.generated(outcome),
            Happening::Built(outcome) => self.built(outcome),
            Happening::Answering => {
                (self.serving, self.server) = (Serving::Answering, None);
                Vec::new()
            }
            Happening::Ended(said) => {
                self.serving = Serving::Nobody;
                self.server = Some(said);
                Vec::new()
            }
            Happening::Stop => vec![Step::Leave],
        }
    }

    /// What keeps pages from being shown, the first cause of it.
    pub(super) fn trouble(&self) -> Option<Trouble> {
        let causes = [
            ("The design cannot be generated", &self.design),
            ("The server cannot be built", &self.build),
            ("The server has ended", &self.server),
        ];
        let mut found = causes
            .into_iter()
            .filter_map(|(title, text)| Some((title, text.as_ref()?)));
        found.next().map(|(title, text)| Trouble {
            title,
            text: text.clone(),
        })
    }

    /// Whether the server that was started last has answered.
    pub(super) fn answers(&self) -> bool {
        self.serving == Serving::Answering
    }

    fn generated(&mut self, outcome: Result<Written, String>) -> Vec<Step> {
        let written = match outcome {
            Ok(written) => {
                self.design = None;
                written
            }
            Err(said) => {
                self.design = Some(said);
                Written::Nothing
            }
        };
        let edited = std::mem::take(&mut self.edited_code);
        if edited || written == Written::Something || !self.was_built {
            self.build()
        } else {
            Vec::new()
        }
    }

    fn build(&mut self) -> Vec<Step> {
        self.was_built = true;
        let (building, steps) = match self.building {
            Building::Idle => (Building::Running, vec![Step::Build]),
            Building::Running | Building::Stale => (Building::Stale, Vec::new()),
        };
        self.building = building;
        steps
    }

    fn built(&mut self, outcome: Result<Executable, String>) -> Vec<Step> {
        let is_stale = self.building == Building::Stale;
        self.building = Building::Idle;
        if let Ok(executable) = &outcome {
            self.waits |= executable.is_new;
        }
        if is_stale {
            return self.build();
        }
        match outcome {
            Ok(executable) => {
                self.build = None;
                if self.serving != Serving::Nobody && !self.waits {
                    return Vec::new();
                }
                (self.serving, self.waits, self.server) = (Serving::Starting, false, None);
                vec![Step::Serve(executable.path)]
            }
            Err(said) => {
                self.build = Some(said);
                Vec::new()
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESIGN: Happening = Happening::Edited(Edited {
        design: true,
        code: false,
    });
    const CODE: Happening = Happening::Edited(Edited {
        design: false,
        code: true,
    });
    const BOTH: Happening = Happening::Edited(Edited {
        design: true,
        code: true,
    });

    fn generated(written: Written) -> Happening {
        Happening::Generated(Ok(written))
    }

    fn broken() -> Happening {
        Happening::Generated(Err(String::from("line 3")))
    }

    fn built(executable: Executable) -> Happening {
        Happening::Built(Ok(executable))
    }

    fn new() -> Executable {
        Executable {
            path: PathBuf::from("server"),
            is_new: true,
        }
    }

    fn same() -> Executable {
        Executable {
            is_new: false,
            ..new()
        }
    }

    fn failed() -> Happening {
        Happening::Built(Err(String::from("line 5")))
    }

    fn serve() -> Step {
        Step::Serve(PathBuf::from("server"))
    }

    /// A service that runs.
    fn running() -> Course {
        let mut course = Course::default();
        assert_eq!(course.next(BOTH), [Step::Generate]);
        assert_eq!(course.next(generated(Written::Nothing)), [Step::Build]);
        assert_eq!(course.next(built(same())), [serve()]);
        assert_eq!(course.next(Happening::Answering), []);
        assert_eq!(course.trouble(), None);
        course
    }

    fn title(course: &Course) -> Option<&'static str> {
        course.trouble().map(|trouble| trouble.title)
    }

    #[test]
    fn a_change_of_the_design_is_generated_built_and_served() {
        let mut course = running();
        assert_eq!(course.next(DESIGN), [Step::Generate]);
        assert_eq!(course.next(generated(Written::Something)), [Step::Build]);
        assert_eq!(course.next(built(new())), [serve()]);
    }

    #[test]
    fn a_change_that_means_nothing_is_not_built() {
        let mut course = running();
        assert_eq!(course.next(DESIGN), [Step::Generate]);
        assert_eq!(course.next(generated(Written::Nothing)), []);
    }

    #[test]
    fn a_program_that_did_not_change_goes_on() {
        let mut course = running();
        assert_eq!(course.next(CODE), [Step::Build]);
        assert_eq!(course.next(built(same())), []);
    }

    #[test]
    fn a_wrong_design_is_shown_until_it_is_right() {
        let mut course = running();
        course.next(DESIGN);
        assert_eq!(course.next(broken()), []);
        assert_eq!(title(&course), Some("The design cannot be generated"));
        course.next(DESIGN);
        assert_eq!(course.next(generated(Written::Nothing)), []);
        assert_eq!(course.trouble(), None);
    }

    #[test]
    fn code_is_built_beside_a_wrong_design() {
        let mut course = running();
        course.next(BOTH);
        assert_eq!(course.next(broken()), [Step::Build]);
        assert_eq!(course.next(built(new())), [serve()]);
        assert_eq!(title(&course), Some("The design cannot be generated"));
    }

    #[test]
    fn a_design_that_is_wrong_from_the_start_lets_the_former_code_run() {
        let mut course = Course::default();
        course.next(BOTH);
        assert_eq!(course.next(broken()), [Step::Build]);
        assert_eq!(course.next(built(same())), [serve()]);
    }

    #[test]
    fn changes_during_a_build_lead_to_one_more() {
        let mut course = running();
        assert_eq!(course.next(CODE), [Step::Build]);
        assert_eq!(course.next(CODE), []);
        assert_eq!(course.next(CODE), []);
        // What was built is of yesterday, and is served with what comes next even if that changes nothing.
        assert_eq!(course.next(built(new())), [Step::Build]);
        assert_eq!(course.next(built(same())), [serve()]);
    }

    #[test]
    fn a_failed_build_is_shown_and_the_old_server_goes_on() {
        let mut course = running();
        course.next(CODE);
        assert_eq!(course.next(failed()), []);
        assert_eq!(title(&course), Some("The server cannot be built"));
        course.next(CODE);
        assert_eq!(course.next(built(same())), []);
        assert_eq!(course.trouble(), None);
    }

    #[test]
    fn a_server_that_ends_is_shown_and_started_with_the_next_build() {
        let mut course = running();
        assert_eq!(course.next(Happening::Ended(String::from("no port"))), []);
        assert_eq!(title(&course), Some("The server has ended"));
        assert_eq!(course.next(CODE), [Step::Build]);
        assert_eq!(course.next(built(same())), [serve()]);
        assert_eq!(course.trouble(), None);
    }

    #[test]
    fn the_end_is_the_end() {
        assert_eq!(running().next(Happening::Stop), [Step::Leave]);
    }
}
