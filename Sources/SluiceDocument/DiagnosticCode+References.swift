extension DiagnosticCode {
    /// The codes of what is wrong with references, parameters, profiles and includes.
    static let references: [DiagnosticCode] = [
        unknownReference, missingEnvironment, unknownProfile, badInclude, includeConflict, badOverride,
        badParameter, missingSecret, unusedRiskVariable, unusedDefinition, badRiskVariable, looserRisk,
    ]

    /// A `$param` or `$secret` that the file does not define.
    public static let unknownReference = DiagnosticCode(
        "E0401", "unknown reference",
        """
        `$param.x` names an entry of `params:`, `$secret.x` one of `secrets:`, `$env.X` a variable of the
        environment. A reference is a whole value: it is never pasted into other text.
        """
    )

    /// An environment variable is not set.
    public static let missingEnvironment = DiagnosticCode(
        "E0402", "environment variable not set",
        """
        The file refers to a variable of the environment that is not set on this machine. That is no error when the
        file is validated, so it can be checked anywhere; it is one when the file runs.
        """
    )

    /// A profile that the file does not have.
    public static let unknownProfile = DiagnosticCode(
        "E0403", "unknown profile",
        """
        `--profile` names an entry of the file's `profiles:`. Included files may bring entries of their own.
        """
    )

    /// A file that is included cannot be read.
    public static let badInclude = DiagnosticCode(
        "E0404", "include cannot be read",
        """
        `include:` takes paths of YAML files, relative to the file it stands in and within the project. An included
        file does not include a file that includes it.
        """
    )

    /// Two files set one value.
    public static let includeConflict = DiagnosticCode(
        "E0405", "set in two files",
        """
        Two files set the same value, and nobody can see at a glance which one holds. Keep it in one of them, or
        move the difference into a profile, which may override.
        """
    )

    /// `--set` names no place in the file.
    public static let badOverride = DiagnosticCode(
        "E0406", "override fits nowhere",
        """
        `--set` takes `params.NAME=value`, `stages.ID.with.SETTING=value`, `cycle.every=5m` and the like: a path of
        keys, where stages and alerts are named by their id. It must lead to a place that the language knows.
        """
    )

    /// A parameter's declaration is wrong.
    public static let badParameter = DiagnosticCode(
        "E0407", "bad parameter",
        """
        A parameter declares its `type` (percent, bps, duration, horizon, money, number, integer, text or boolean)
        and a `default`, and may have `min` and `max` in the same unit: `{ type: percent, default: 10%, max: 15% }`. The default has to lie
        between them.
        """
    )

    /// A secret has no value on this machine.
    public static let missingSecret = DiagnosticCode(
        "E0408", "secret has no value",
        """
        A secret comes from a variable of the environment, `{ env: NAME }`, or from a file, `{ file: PATH }`, and
        there is none on this machine. It is asked for when the pipeline runs or is checked, never when it is
        validated.
        """
    )

    /// A `RISK_` variable that no risk stage takes.
    public static let unusedRiskVariable = DiagnosticCode(
        "W0409", "risk variable fits nowhere",
        """
        A variable of the environment that begins with `RISK_` overrides the setting of that name in every risk
        stage, and no risk stage of this pipeline has one of this name: the limit that you set is not in force. Check the spelling against the plugin reference.
        """
    )

    /// A parameter or secret that nothing uses.
    public static let unusedDefinition = DiagnosticCode(
        "W0410", "never used",
        """
        The file defines a parameter or secret that nothing in it refers to, so changing it changes nothing. Remove it,
        or refer to it where it is meant.
        """
    )

    /// A `RISK_` variable of an older system whose value cannot be read, or a switch that no stage takes.
    public static let badRiskVariable = DiagnosticCode(
        "E0411", "risk variable is not readable",
        """
        Older systems wrote risk variables without units, and the name says which: `_PCT` is a part of one, so that 0.05
        is five percent and 5 is an error; `_SECONDS` seconds, `_BPS` basis points. They went on with a default when a
        value could not be read; here nothing runs then. A value with its unit, such as `5%`, is read too.
        """
    )

    /// A `RISK_` variable that lets more through than the file.
    public static let looserRisk = DiagnosticCode(
        "E0412", "looser risk from outside",
        """
        A variable of the environment that begins with `RISK_` would let more through than the file and its profile: a
        forgotten variable must not undo a limit that someone wrote down. Unset it, or say that it is meant:
        `--allow-looser-risk`.
        """
    )
}
