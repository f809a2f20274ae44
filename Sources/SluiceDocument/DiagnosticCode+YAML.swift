extension DiagnosticCode {
    /// The codes of what is wrong with a file as YAML.
    static let yaml: [DiagnosticCode] = [
        malformedYAML, duplicateKey, tabIndentation, invalidUTF8, forbiddenCharacter, emptyDocument,
        severalDocuments, nonScalarKey, unknownTag, tagMismatch, unknownAlias, recursiveAlias, invalidMerge,
        documentTooLarge, tooManyNodes, nestedTooDeep, tooManyAliasedNodes,
        tooManyFindings, unknownDirective, unreadableFile,
    ]

    /// The file is not YAML.
    public static let malformedYAML = DiagnosticCode(
        "E0101", "malformed YAML",
        """
        The text breaks a rule of YAML, so what it means cannot be known. The place is where the reader gave
        up; the cause often stands a little above it: a missing quote, a bracket that is not closed, a line
        that is indented by one space too many.

        Nothing behind the place was read, so mend this one first and look again.
        """
    )

    /// A mapping has one key twice.
    public static let duplicateKey = DiagnosticCode(
        "E0102", "duplicate key",
        """
        One mapping has the same key twice. Many readers keep the last and say nothing, and so the value you
        see may not be the one in force. Remove one of the two.

        A key that comes in through `<<` is no duplicate: the mapping's own key wins over it.
        """
    )

    /// A line is indented with a tab.
    public static let tabIndentation = DiagnosticCode(
        "E0103", "tab as indentation",
        """
        A line is indented with a tab character. YAML counts spaces to know what belongs to what, and a tab
        has no width that everybody agrees on, so it is forbidden there. Replace each tab by spaces, and let
        your editor do so for files that end in `.yaml`.
        """
    )

    /// The file is not encoded as UTF-8.
    public static let invalidUTF8 = DiagnosticCode(
        "E0104", "not UTF-8",
        """
        The file holds bytes that are no text in UTF-8, the only encoding that is read here. It was most
        likely saved as Latin-1, Windows-1252 or UTF-16: save it as UTF-8 in your editor, or convert it with
        `iconv -f WINDOWS-1252 -t UTF-8`.
        """
    )

    /// The file holds a character that YAML does not allow.
    public static let forbiddenCharacter = DiagnosticCode(
        "E0105", "forbidden character",
        """
        The file holds a character that cannot be seen and that YAML does not allow in plain sight: a NUL or
        another control character, a byte-order mark in the middle, or one of the Unicode line separators,
        which some programs take for the end of a line and others do not. Remove it, or write it as an escape
        in double quotes, such as `"\\u2028"`.
        """
    )

    /// The file holds no value.
    public static let emptyDocument = DiagnosticCode(
        "E0106", "empty file",
        """
        The file holds nothing, or nothing but comments. An empty file is far more often a mistake, such as a
        save that was cut short, than what somebody meant, so it is not read as an empty mapping.
        """
    )

    /// A file holds more than one document.
    public static let severalDocuments = DiagnosticCode(
        "E0107", "several documents in one file",
        """
        A line of three dashes starts another document in the same file. Only one is read, and to drop the
        others silently would hide what they say. Put each document into a file of its own and name them
        under `include:`.
        """
    )

    /// A mapping's key is not a plain or quoted text.
    public static let nonScalarKey = DiagnosticCode(
        "E0108", "key is not a text",
        """
        A mapping has a list, a mapping or nothing at all as its key. Keys are names here, so only a text can
        be one. When the key looks like a text, a colon or a bracket in it is often the cause: put it in
        quotes, such as `"a: b": 1`.
        """
    )

    /// A node has a tag that means nothing here.
    public static let unknownTag = DiagnosticCode(
        "E0109", "unknown tag",
        """
        A word that begins with an exclamation mark is a tag: it tells a reader to build a value of a special
        type. Only YAML's own tags are known here: `!!str`, `!!int`, `!!float`, `!!bool`, `!!null`, `!!seq`
        and `!!map`. When the exclamation mark belongs to the text, put the text in quotes.
        """
    )

    /// A node has a tag of another kind of value.
    public static let tagMismatch = DiagnosticCode(
        "E0110", "tag does not fit the value",
        """
        A tag says that the value is of one kind, such as a list, and what follows is of another, such as a
        text. One of the two is wrong. Tags are hardly ever needed here, because each setting declares its
        own type: leave the tag off.
        """
    )

    /// An alias names an anchor that does not exist.
    public static let unknownAlias = DiagnosticCode(
        "E0111", "unknown alias",
        """
        An alias, a word that begins with an asterisk, stands for the value that carries the anchor of the
        same name, such as `&defaults` for `*defaults`. No such anchor stands above the place: an anchor must
        come before its first use. When the asterisk belongs to the text, put the text in quotes.
        """
    )

    /// An alias stands inside the value that it names.
    public static let recursiveAlias = DiagnosticCode(
        "E0112", "alias of the value it stands in",
        """
        The alias stands inside the very value that it names, so the value would have to contain itself and
        would never end. Name a smaller part of the value, or move the anchor to where the shared part begins.
        """
    )

    /// A merge key's value cannot be merged.
    public static let invalidMerge = DiagnosticCode(
        "E0113", "nothing to merge",
        """
        The key `<<` takes over the keys of another mapping, so its value must be a mapping or a list of
        mappings, mostly aliases: `<<: *defaults` or `<<: [*first, *second]`. Own keys win over those taken
        over, and an earlier mapping in the list wins over a later one.

        When the key is meant as a text, put it in quotes: `"<<"`.
        """
    )

    /// The file is larger than the limit.
    public static let documentTooLarge = DiagnosticCode(
        "E0114", "file too large",
        """
        The file has more bytes than the reader takes, and was not read. A file that a person wrote is far
        smaller than the limit, so this is most likely a data file that was named by mistake. Split it
        with `include:` when it is meant.
        """
    )

    /// The file has more nodes than the limit.
    public static let tooManyNodes = DiagnosticCode(
        "E0115", "too many values",
        """
        The file holds more values than the reader takes, keys and lists counted too. It was read up to the
        place shown, and the rest left. Long lists belong into a data file that a stage reads, not into the
        pipeline.
        """
    )

    /// Collections are nested deeper than the limit.
    public static let nestedTooDeep = DiagnosticCode(
        "E0116", "nested too deep",
        """
        Lists and mappings stand inside one another deeper than the reader follows; the depth behind an alias
        counts too. No setting needs that many levels: look for brackets that are opened and never closed.
        """
    )

    /// Aliases stand for more nodes than the limit.
    public static let tooManyAliasedNodes = DiagnosticCode(
        "E0117", "aliases stand for too much",
        """
        All aliases together stand for more values than the reader takes. A few lines whose aliases name
        lists of aliases can stand for billions of values, so what aliases add is counted at every use.
        Write the values once where they are needed, or share smaller parts.
        """
    )

    /// The file has more findings than the limit.
    public static let tooManyFindings = DiagnosticCode(
        "E0118", "too many findings",
        """
        So much is wrong that the reader stopped looking; the rest of the file was not read. Most likely all of
        it has one cause, or the file is none that a person wrote: mend the first findings and look again.
        """
    )

    /// The file has a directive that is not known.
    public static let unknownDirective = DiagnosticCode(
        "W0119", "unknown directive",
        """
        A line that begins with a percent sign before the document is a directive to the reader. Only `%YAML`, with
        version 1.1 or 1.2, and `%TAG` are known; others are ignored, as YAML wants it. Pipeline files need none.
        """
    )

    /// A file cannot be read at all.
    public static let unreadableFile = DiagnosticCode(
        "E0120", "file cannot be read",
        """
        The file is there but cannot be read: it is no ordinary file, belongs to somebody else, lies outside the
        project, or is larger than the limit. The message says which.
        """
    )
}
