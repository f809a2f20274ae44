package import SluiceDocument
package import SluiceReport

/// Writes the merged results of a sweep into a folder: the same bytes, however the cells were shared out.
package struct SweepMerge {
    /// The files that it writes.
    package static let files = ["results.csv", "results.sqlite", "summary.json", "sweep.html"]

    private let results: SweepResults

    /// Takes gathered results.
    package init(_ results: SweepResults) {
        self.results = results
        analysis = SweepAnalysis(SweepTable(results))
    }

    /// How far to believe the best cell.
    package let analysis: SweepAnalysis

    /// What the sweep came to, as one JSON object.
    package var summary: JSONValue { SweepSummary(results, analysis).object }

    /// Writes the files, each at once.
    package func write(to folder: SweepFolder) throws(SweepError) {
        try folder.make()
        try folder.write(ResultCSV(results).text, to: "results.csv")
        try ResultDatabase(results).write(to: "\(folder.path)/results.sqlite")
        try folder.write(summary.text(indented: true) + "\n", to: "summary.json")
        try folder.write(SweepPage(analysis).text, to: "sweep.html")
    }
}
