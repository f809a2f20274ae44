import SluiceKit
import SluiceMarket

extension CSVBars {
    func lines(upTo moment: Timestamp) throws -> [String: Int] {
        let paths = try source.paths()
        var lines: [String: Int] = [:]
        for (number, path) in paths.enumerated() {
            guard let file = try source.file(at: path) else { continue }
            let scan = try BarFile(
                file, number: number, source: source, findings: nil,
                capacity: BarMerge.capacity(files: paths.count))
            lines[path] = try Self.lines(of: scan, upTo: moment.nanoseconds)
        }
        return lines
    }

    /// How many lines come before the first bar that ends later; nil when the bars are not in the order of time.
    private static func lines(of file: BarFile, upTo moment: Int64) throws -> Int? {
        var (last, kept) = (Int64.min, Int?.none)
        while try file.scan() {
            for bar in file.bars {
                if bar.end < last { return nil }
                last = bar.end
                // One line stays at least: a file without any is damaged.
                if kept == nil, bar.end > moment { kept = max(bar.line - 1, 1) }
            }
        }
        return kept ?? .max
    }
}
