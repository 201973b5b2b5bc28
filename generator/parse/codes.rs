//! What this stage may find wrong.

crate::diagnostic::codes! {
    /// The file is not well-formed YAML, so that nothing in it can be read. Only the first mistake
    /// of a file can be found: what follows it may not mean what it seems to. Directives (`%YAML`,
    /// `%TAG`) are refused too, because a design always is YAML 1.2.
    NOT_YAML = "E0101";
    /// A file of the design has bytes that are not UTF-8. Save it in that encoding; other encodings
    /// are not guessed.
    NOT_UTF8 = "E0102";
    /// The design is larger than a design can sensibly be: nested more than 64 levels deep, more
    /// than 5 million values or 64 MiB of text once aliases are followed, or more than 1,000 uses
    /// of aliases. The limits keep a hostile file from using up the memory of the machine that
    /// reads it.
    TOO_LARGE = "E0103";
    /// A file has several YAML documents (parts between `---`). Make them files of their own: a
    /// design is every file in its folder, and how it is split never changes the output.
    SEVERAL_DOCUMENTS = "E0104";
    /// A key is given twice, in one file or in two. YAML readers disagree about which of them
    /// counts, so neither does. Definitions are merged key by key over all files of a design, but
    /// no definition is merged with another.
    DUPLICATE_KEY = "E0105";
    /// An alias (`*name`) names no anchor (`&name`) that stands before it in the same file, or the
    /// value that it is a part of. Text that begins with `*`, such as the `"*"` of a view, has to
    /// be quoted.
    BAD_ALIAS = "E0106";
    /// Merge keys (`<<`) belong to YAML 1.1; readers of YAML 1.2 take them for ordinary keys. Use
    /// `extend` to share attributes between types, or an alias for a whole value.
    MERGE_KEY = "E0107";
    /// Tags such as `!!str` change what a value is without changing how it looks. The design
    /// language has none; quote what should be text.
    TAG = "E0108";
    /// The key of a map is a list, a map, an alias or nothing. Keys are names here.
    BAD_KEY = "E0109";
    /// A value is of another kind than its key asks for, for example a map where a list of names
    /// should be.
    WRONG_KIND = "E0110";
    /// A map has a key that it does not understand. Unknown keys are never ignored: a misspelt
    /// `secret` would otherwise be a leak.
    UNKNOWN_KEY = "E0111";
    /// A map lacks a key that it cannot do without.
    MISSING_KEY = "E0112";
    /// A value should be `true` or `false`. `yes`, `no`, `on` and `off` were booleans in YAML 1.1
    /// and are text in YAML 1.2; `"true"` between quotes is text in both.
    NOT_A_BOOLEAN = "E0113";
    /// A value should be a whole number, written in decimal digits without sign, point, separators
    /// or leading zeros.
    NOT_A_COUNT = "E0114";
    /// A value should be one of a few words, and is another.
    UNKNOWN_WORD = "E0115";
    /// A type in short form cannot be read. It is a name, then any number of `[]`, then perhaps
    /// `?`: `string`, `string?`, `string[]`, `string[]?`; or `map<string>`.
    BAD_TYPE = "E0116";
    /// Two keys contradict each other, for example `type` and `enum` in one attribute, or `?` and
    /// `optional: false`.
    CONFLICT = "E0117";
    /// A definition does not say what it defines, for example a type without `type`, `enum`,
    /// `attributes`, `extend`, `reference` or `one_of`.
    NO_DEFINITION = "E0118";
    /// A reference cannot be read. It is a name, perhaps with a view behind a point: `Book`,
    /// `Book.tiny`; in a response perhaps followed by `[]`.
    BAD_REFERENCE = "E0119";
    /// Text is written like a number and without quotes. It is taken as it is written, but other
    /// readers of YAML, an editor for example, see a number and may drop a final zero.
    NUMBER_AS_TEXT = "W0101";
    /// A condition of `visible` compares an attribute called `role`. That shows rows of, say,
    /// administrators to everyone; to show rows to administrators the condition is the word
    /// `"role:admin"`, between quotes and without a space, because `role: admin` is a map to YAML.
    ROLE_OF_ROW = "W0102";
}
