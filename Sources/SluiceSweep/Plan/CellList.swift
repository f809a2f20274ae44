import SluiceDocument
import SluiceJournal

/// Cells that someone else has chosen, such as a search: on each line a JSON list of `path=value`.
package struct CellList: Hashable, Sendable {
    /// What each cell sets.
    package let cells: [[SweepSetting]]

    /// Reads a file.
    /// - Throws: `SweepError` with the line of what is wrong.
    package init(readingFrom path: String) throws(SweepError) {
        let bytes: [UInt8]?
        do throws(JournalError) { bytes = try Folder.read(path, limit: SweepPlan.sizeLimit) } catch {
            throw SweepError(.system, error.description)
        }
        guard let bytes else { throw SweepError(.missing, "there is no such file", at: path) }
        try self.init(bytes, path: path)
    }

    init(_ bytes: [UInt8], path: String) throws(SweepError) {
        var cells: [[SweepSetting]] = []
        for (index, line) in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).enumerated()
        where !line.isEmpty {
            cells.append(try Self.cell(Array(line), at: "\(path):\(index + 1)"))
        }
        guard !cells.isEmpty else { throw SweepError(.usage, "there are no cells", at: path) }
        guard cells.count <= SweepGrid.limit else {
            throw SweepError(.usage, "a sweep has at most \(SweepGrid.limit) cells", at: path)
        }
        self.cells = cells
    }

    private static func cell(_ line: [UInt8], at place: String) throws(SweepError) -> [SweepSetting] {
        let value: JSONValue
        do throws(JSONSyntaxError) { value = try JSONReader.read(line) } catch {
            throw SweepError(.malformed, "column \(error.column): \(error.message)", at: place)
        }
        guard case .array(let texts) = value, !texts.isEmpty else {
            throw SweepError(.malformed, "a cell is a list such as [\"stages.trend.with.fast=5\"]", at: place)
        }
        var settings: [SweepSetting] = []
        for text in texts {
            guard case .string(let text) = text, let setting = SweepSetting(parsing: text) else {
                throw SweepError(.malformed, "a cell holds texts of the form path=value", at: place)
            }
            guard !settings.contains(where: { $0.path == setting.path }) else {
                throw SweepError(.malformed, "'\(setting.path)' is set twice", at: place)
            }
            settings.append(setting)
        }
        return settings
    }
}
