/// The lines of files that a report shows; the last one is kept, since diagnostics of one line come together.
struct Excerpts {
    private let sources: SourceFiles
    private var last: (file: String, number: Int, line: ExcerptLine)?

    init(of sources: SourceFiles) { self.sources = sources }

    /// A line of a file, from 1; nil when the file was not given or has no such line.
    mutating func line(_ number: Int, of file: String) -> ExcerptLine? {
        if let last, last.file == file, last.number == number { return last.line }
        guard let text = sources[file]?.line(number) else { return nil }
        let line = ExcerptLine(text)
        last = (file, number, line)
        return line
    }
}
