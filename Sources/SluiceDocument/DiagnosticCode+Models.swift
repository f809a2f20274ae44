extension DiagnosticCode {
    /// The codes of training runs and their models.
    static let models: [DiagnosticCode] = [
        trainingRun, modelRefused, modelLeftOut, modelFailed, featureOutside, runNotTaken,
    ]

    /// There is no training run where one is named, or it is not the one that is meant.
    public static let trainingRun = DiagnosticCode(
        "E0701", "training run",
        """
        A stage names a training run that is not there, or whose digest is not the one that the stage pins. The
        digest is that of the models that the stage loads, with their metadata: when a file changes, it does too.
        `sluice models inspect RUN` shows what is there, with its digest. A pipeline that runs live pins one.
        """
    )

    /// A model that a stage needs cannot be used.
    public static let modelRefused = DiagnosticCode(
        "E0702", "model refused",
        """
        A model that the stage asks for is missing, cannot be verified, does not match its metadata, or was trained
        on bars of another length than the pipeline's. `sluice models verify RUN` says the same of every model of a
        run. Pickles are never opened: `Plugins/process/export_models.py`, run where the training ran, writes files
        that are read, and signs them.
        """
    )

    /// A model is not used, and others take its place.
    public static let modelLeftOut = DiagnosticCode(
        "W0703", "model left out",
        """
        A model of a target is not used, while others of the same target are; the forecast comes from those. Or a
        model is used though no checksum vouches for it, because `allow_unsigned` is set.
        """
    )

    /// A model gave what is no forecast.
    public static let modelFailed = DiagnosticCode(
        "W0704", "model gave no number",
        """
        A model gave something that is no finite number, or no probability where one was promised. The member is
        absent there; the summary of the run says how often. It is told once for each member.
        """
    )

    /// A feature has a value that the training of a model did not see.
    public static let featureOutside = DiagnosticCode(
        "W0705", "feature outside the training",
        """
        A feature is less than the least or greater than the greatest value that the training of a model saw. Trees
        give there what they give at the end of the range, and linear models go on beyond it. The forecast stands; the
        summary of the run says how often it was so. It is told once for each feature.
        """
    )

    /// A stage that follows a folder of runs goes on with the run that it has.
    public static let runNotTaken = DiagnosticCode(
        "W0706", "newer run not taken",
        """
        A stage with `watch` found a newer or changed run and does not take it, for the reason that is given: it cannot
        be verified, or it has other families, features or targets than the pipeline was planned with. The run that was
        in use goes on. It is told once for each run. `sluice models verify RUN` says what is wrong with its models; a
        run of another shape is taken when the program starts anew.
        """
    )
}
