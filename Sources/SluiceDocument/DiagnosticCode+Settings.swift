extension DiagnosticCode {
    /// The codes of what is wrong with a setting.
    static let settings: [DiagnosticCode] = [
        wrongType, missingUnit, unknownSetting, missingSetting, outOfBounds, unknownChoice, settingConflict,
        deprecatedSetting, secretNotTaken, badTemplate, pathOutside,
    ]

    /// A setting's value is of another type than declared.
    public static let wrongType = DiagnosticCode(
        "E0201", "wrong type",
        """
        The value is not of the type that the setting declares: a word where a number is asked, a list where
        one value is asked. `sluice plugins show KIND.NAME` prints the type of every setting. Text is decoded by
        the setting's own type, never by YAML's rules, so `NO` or `1e3` are what the setting takes them for.
        """
    )

    /// A quantity has no unit, or one of another kind.
    public static let missingUnit = DiagnosticCode(
        "E0202", "missing unit",
        """
        A quantity carries its unit in the file: `12bps`, `2%`, `200ms`, `5m`, `100000 USD`. A bare number is
        refused because nobody can know whether 0.2 means a fifth or a fifth of a percent, and the difference is
        a hundredfold position. Write the number with the unit that the message names.
        """
    )

    /// A mapping has a key that its plugin does not declare.
    public static let unknownSetting = DiagnosticCode(
        "E0203", "unknown setting",
        """
        The plugin has no setting of that name. Unknown settings are errors, because a misspelt limit that is
        silently ignored is a limit that is not there. `sluice plugins show KIND.NAME` lists the settings.
        """
    )

    /// A required setting is missing.
    public static let missingSetting = DiagnosticCode(
        "E0204", "missing setting",
        """
        The plugin cannot work without this setting and has no default for it. Add it under the stage's `with:`.
        """
    )

    /// A setting's value is outside its declared bounds.
    public static let outOfBounds = DiagnosticCode(
        "E0205", "out of bounds",
        """
        The value is smaller or larger than the plugin allows. Bounds catch slips of the hand, such as a spread
        limit of 1200bps for 12bps; both ends are allowed values. A percent parameter may have a tighter bound of
        its own in `params:`.
        """
    )

    /// A setting's value is not one of the declared choices.
    public static let unknownChoice = DiagnosticCode(
        "E0206", "unknown choice",
        """
        The setting takes one of a closed list of words, and this is none of them. The message lists them.
        """
    )

    /// Two settings contradict each other.
    public static let settingConflict = DiagnosticCode(
        "E0207", "conflicting settings",
        """
        Each of two settings is allowed for itself, but together they make no sense, such as a fast average that
        is slower than the slow one. Change the one the message points at, or the other.
        """
    )

    /// A setting that should no longer be used.
    public static let deprecatedSetting = DiagnosticCode(
        "W0208", "deprecated setting",
        """
        The setting still works but will go away. The message says what to write instead.
        """
    )

    /// A setting that is not declared secret is given a secret.
    public static let secretNotTaken = DiagnosticCode(
        "E0209", "secret not taken here",
        """
        Only a setting that declares itself secret takes `$secret.NAME`, because only such a setting is known to
        keep the value out of logs, records and pages. Use a plain value or a `$param` here.
        """
    )

    /// A template names something it may not.
    public static let badTemplate = DiagnosticCode(
        "E0210", "bad template",
        """
        A template may only name what its setting declares, such as `${event.name}`, and every `${` needs its
        `}`. The check is made when the file is read, so that an alert never fails when it is needed.
        """
    )

    /// A path leads out of the project's tree.
    public static let pathOutside = DiagnosticCode(
        "E0211", "path outside the project",
        """
        Paths are relative to the file they stand in and stay within the project's folder: the parent of a folder
        named `Pipelines`, else the pipeline file's own folder. `--allow-folder DIR` opens a further folder.
        """
    )
}
