import Glibc
import SluiceMarket
import SluiceSweep

/// Tells a person how far a sweep has come, from the lines in the files of its results.
///
/// Only on a terminal, and at most five times a second; nothing is left of it in the end.
final class SweepProgress {
    private let folder: SweepFolder
    private let cells: Int
    private let console: Console
    private let began = WorkTime.now.wall
    private var told = 0.0
    private var first: Int?
    private var lines: [String: (read: Int, count: Int)] = [:]

    init(_ folder: SweepFolder, cells: Int, console: Console) {
        (self.folder, self.cells, self.console) = (folder, cells, console)
    }

    /// Tells, when it is time to.
    func tell() {
        let now = WorkTime.now.wall
        guard console.areErrorsTerminal, now - told >= 0.2 else { return }
        told = now
        let done = count()
        let before = first ?? done
        first = before
        console.overwriteError(Self.text(done: done, of: cells, before: before, after: now - began))
    }

    /// Clears the line.
    func end() { if told > 0 { console.overwriteError("") } }

    /// How far it has come, when so many cells had results before this process began.
    static func text(done: Int, of cells: Int, before: Int, after seconds: Double) -> String {
        let rate = Double(done - before) / max(seconds, 1e-9)
        let left = rate > 0 ? ", \(fixedText(Double(cells - done) / rate, places: 0)) s left" : ""
        return "\(done) of \(cells) cells, \(fixedText(rate, places: 1)) cells/s\(left)"
    }

    /// The whole lines of all files but their first ones.
    private func count() -> Int {
        for path in (try? folder.resultFiles()) ?? [] {
            var (read, count) = lines[path] ?? (0, 0)
            let file = open(path, O_RDONLY | O_CLOEXEC)
            guard file >= 0 else { continue }
            defer { close(file) }
            var part = [UInt8](repeating: 0, count: 65_536)
            while case let size = pread(file, &part, part.count, off_t(read)), size > 0 {
                count += part[..<size].count { $0 == 0x0A }
                read += size
            }
            lines[path] = (read, count)
        }
        return lines.values.reduce(0) { $0 + max($1.count - 1, 0) }
    }
}
