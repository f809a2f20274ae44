import SluiceKit
import SluiceMarket

/// A small table of numbers for each turning point and horizon: CSV with the columns `turn`, `horizon` and two more.
///
/// `turn` is peak or valley, `horizon` a horizon or `default` for all that have no rows of their own. What the two
/// further columns are the header says.
struct CurveFile {
    /// The names of the last two columns.
    let columns: [String]
    private var rows: [Row] = []
    private let path: String

    private struct Row {
        let turn: Turn
        let horizon: Horizon?
        let numbers: (Double, Double)
    }

    /// A turning point of the price.
    enum Turn: String, CaseIterable {
        case peak
        case valley
    }

    /// Reads a file.
    /// - Throws: `FileError` where it cannot be read, `CurveFault` where it is of another form.
    init(_ path: PipelinePath, in files: any FileAccess) throws {
        let found = try files.files(at: path)
        guard let name = found.first, found.count == 1 else {
            throw CurveFault(path.written, "has to be one file, not \(found.count)")
        }
        self.path = path.written
        let lines = try Self.text(of: name, in: files).split(
            separator: "\n", omittingEmptySubsequences: false)
        let header = Self.cells(lines.first ?? "")
        guard header.count == 4, header[0] == "turn", header[1] == "horizon" else {
            throw CurveFault(path.written, "needs a first line such as 'turn,horizon,a,b'")
        }
        columns = header[2...].map(String.init)
        for (number, line) in lines.enumerated().dropFirst() {
            let cells = Self.cells(line)
            if cells == [""] { continue }
            guard let row = Self.row(cells) else {
                throw CurveFault(
                    path.written,
                    "line \(number + 1) is not such as 'peak,15m,0.5,1' or 'valley,default,0.5,1'")
            }
            rows.append(row)
        }
    }

    /// The numbers of the two columns for a turning point at a horizon.
    /// - Throws: `CurveFault` where there are none.
    func numbers(_ turn: Turn, _ horizon: Horizon) throws -> (left: [Double], right: [Double]) {
        let all = rows.filter { $0.turn == turn }
        let own = all.filter { $0.horizon == horizon }
        let rows = own.isEmpty ? all.filter { $0.horizon == nil } : own
        guard !rows.isEmpty else {
            throw CurveFault(path, "has nothing for a \(turn.rawValue) at \(horizon), and no default")
        }
        return (rows.map(\.numbers.0), rows.map(\.numbers.1))
    }

    private static func cells(_ line: Substring) -> [Substring] {
        var line = line
        while let last = line.last, last == " " || last == "\t" { line.removeLast() }
        return line.split(separator: ",", omittingEmptySubsequences: false)
    }

    private static func row(_ cells: [Substring]) -> Row? {
        guard cells.count == 4, let turn = Turn(rawValue: String(cells[0])),
            let left = Double(cells[2]), let right = Double(cells[3]), left.isFinite, right.isFinite
        else { return nil }
        if cells[1] == "default" { return Row(turn: turn, horizon: nil, numbers: (left, right)) }
        guard let horizon = Horizon(parsing: String(cells[1])) else { return nil }
        return Row(turn: turn, horizon: horizon, numbers: (left, right))
    }

    private static let mostBytes = 16 << 20

    private static func text(of name: String, in files: any FileAccess) throws -> String {
        let stream = try files.open(name)
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try part.withUnsafeMutableBytes { try stream.read(into: $0) }
            guard count > 0 else { break }
            // A line ends with its line feed, whatever stands before that.
            bytes += part[..<count].lazy.filter { $0 != UInt8(ascii: "\r") }
            guard bytes.count <= mostBytes else {
                throw FileError(.tooLarge, name, "is larger than 16 MiB, too large for a table of curves")
            }
        }
        let mark: [UInt8] = [0xEF, 0xBB, 0xBF]
        return String(decoding: bytes.starts(with: mark) ? bytes.dropFirst(3) : bytes[...], as: UTF8.self)
    }
}

/// A table of curves that does not say what it should.
struct CurveFault: Error, CustomStringConvertible {
    let path: String
    let message: String

    init(_ path: String, _ message: String) { (self.path, self.message) = (path, message) }

    var description: String { "\(path): \(message)" }
}
