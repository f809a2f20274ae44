public import SluiceKit

extension HistoryStore {
    /// What a source's history is found by.
    ///
    /// Reads every file once, packed as it is. Two sources of one key show the same bars: all that can make a difference is
    /// in it, such as the files' names (which may be symbols) and time zone files.
    ///
    /// - Parameters:
    ///   - source: The source, built and not yet started.
    ///   - files: What it reads its files from.
    ///   - settings: The stage's settings and plugin, as effective text.
    ///   - cycles: Whatever decides which cycles there are, such as `every: 1m calendar: XNYS`.
    ///   - instruments: The universe, in its order.
    ///   - program: The version of the program, whose reader may differ from another's.
    /// - Returns: Nil when the source's bars do not come from files alone.
    /// - Throws: `FileError` when a file cannot be read, or what the source throws.
    public static func key(
        of source: any DataSource, reading files: any FileAccess, settings: String, cycles: String,
        instruments: [String], program: String
    ) throws -> ContentDigest? {
        guard let paths = try source.files() else { return nil }
        var parts =
            ["\(HistoryColumns.form)", program, settings, cycles, "\(instruments.count)"] + instruments
        for path in paths {
            parts.append(path)
            parts.append("\(try ContentDigest(of: try files.openPacked(path)))")
        }
        return ContentDigest(of: parts)
    }
}
