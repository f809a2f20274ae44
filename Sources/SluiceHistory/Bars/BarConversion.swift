import SluiceKit
import SluiceMarket

/// Writes the bars of one file into another, in the form that its name says.
///
/// Every bar is written as it stands, with all its numbers; lines that are no bars, and bars out of order, end the
/// conversion, since what was left out could not be told from what never was.
package struct BarConversion {
    /// The forms that can be written, by the ending of the name.
    package enum Form: String, CaseIterable {
        case csv = ".csv"
        case packedCSV = ".csv.gz"
        case jsonLines = ".jsonl"
        case columns = ".columns"

        /// The form of a file by its name; nil for another ending.
        package init?(ofFile path: String) {
            guard let form = Self.allCases.first(where: { path.hasSuffix($0.rawValue) }) else { return nil }
            self = form
        }
    }

    /// Packs bytes; called with no bytes at the end.
    package typealias Packing = (_ bytes: [UInt8]) throws -> [UInt8]

    /// What is written: how many bars.
    package private(set) var rows = 0
    private let form: Form
    private let path: String
    private let packing: Packing

    /// Prepares a file of a form.
    package init(_ form: Form, to path: String, packing: @escaping Packing) {
        (self.form, self.path, self.packing) = (form, path, packing)
    }

    /// Reads a file to its end, and puts the other into its place once it is whole.
    /// - Throws: `FileError` for the source, `ColumnError` for the target.
    package mutating func run(_ text: BarText, from source: String) throws {
        let numbers = BarField.allCases.filter {
            Int($0.rawValue) < BarField.numbers && text.fields.contains($0)
        }
        var last = Timestamp.distantPast
        var target = try target(numbers)
        while let entry = try text.next() {
            switch entry {
            case .refused(let line, let message):
                throw FileError(.damaged, source, "line \(line): \(message)")
            case .bar(let bar):
                guard bar.time >= last else {
                    throw FileError(
                        .damaged, source,
                        "line \(bar.line): the bar of \(bar.time.iso8601) is older than the one before it; sort the file first"
                    )
                }
                last = bar.time
                try target.add(bar)
                rows += 1
            }
        }
        try target.finish()
    }

    private func target(_ numbers: [BarField]) throws -> any BarTarget {
        switch form {
        case .columns: try BarTable(path, numbers: numbers)
        case .csv: try BarTextFile(path, numbers: numbers, isJSON: false) { $0 }
        case .packedCSV: try BarTextFile(path, numbers: numbers, isJSON: false, packing: packing)
        case .jsonLines: try BarTextFile(path, numbers: numbers, isJSON: true) { $0 }
        }
    }
}

/// A file that takes bars.
protocol BarTarget {
    mutating func add(_ bar: BarLine) throws
    mutating func finish() throws
}
