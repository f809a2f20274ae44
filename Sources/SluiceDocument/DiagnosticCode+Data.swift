extension DiagnosticCode {
    /// The codes of what is wrong with market data.
    static let data: [DiagnosticCode] = [
        dataFile, badDataLine, duplicateBar, outOfOrderBar, dataGap, badColumn,
    ]

    /// A data file is missing, empty or cannot be read.
    public static let dataFile = DiagnosticCode(
        "E0501", "data file",
        """
        A data file is missing, empty, or cannot be read, or none of the files has bars of the universe. Paths are
        relative to the pipeline file; look there first.
        """
    )

    /// A line of a data file cannot be read.
    public static let badDataLine = DiagnosticCode(
        "W0502", "line cannot be read",
        """
        A line of a data file has too few fields, a number that is none, a time that is none, or prices that
        contradict each other, such as a low above the high. The line is left out and counted.
        """
    )

    /// Two bars of one instrument end at one time.
    public static let duplicateBar = DiagnosticCode(
        "W0503", "duplicate bar",
        """
        Two lines are bars of one instrument for one time. The later line is used, and the event counted.
        """
    )

    /// A bar stands before an earlier one.
    public static let outOfOrderBar = DiagnosticCode(
        "W0504", "bar out of order",
        """
        A line is older than the one before it. The bars are sorted, so nothing is lost; a file that is sorted is
        read faster and in less memory.
        """
    )

    /// Bars are missing within a session.
    public static let dataGap = DiagnosticCode(
        "W0505", "gap in the data",
        """
        An instrument has no bar at a time when the calendar says it trades. It keeps its last bar, is not fresh,
        and gets no new decision until a bar comes.
        """
    )

    /// A column that the settings name is not in the file.
    public static let badColumn = DiagnosticCode(
        "E0506", "column not found",
        """
        The file's header has no column of that name. Columns are found by their usual names, or mapped with
        `columns: { close: last }`.
        """
    )
}
