public import SluiceColumns
import SluiceDocument
import SluiceKit
public import SluiceMarket

/// What a data source brings in all its cycles, as columns: the whole history, read once.
///
/// A row is a cycle that the source asked for; rows are aligned over all instruments. For each instrument and
/// field a column of `rows` numbers lies in one piece, at an address that is a multiple of 64. An instrument has a new bar in
/// the rows in which its close is a number, and a new quote where its bid or ask is one; the other fields are absent there
/// where they are NaN. In all other rows a market frame keeps showing what it showed. Reading row after row is what
/// `DataSource.advance` shows, bit for bit; ``ColumnSource`` does so.
///
/// A file is mapped read only, so processes that read one history share its memory; what is read once
/// (``HistoryRecording/columns(of:limit:)``) lies in memory alone.
public final class HistoryColumns: Sendable {
    /// The instruments, in the universe's order.
    public let instruments: [String]
    /// When each cycle was, in nanoseconds since 1970, ascending: the end of the bars that are fresh in it.
    public let times: MappedColumn<Int64>
    /// How many cycles there are.
    public var rows: Int { times.count }
    /// What the source says about itself when it has brought everything.
    public let remarks: [String]
    /// What it says once it has started.
    public let firstRemarks: [String]
    /// The end of the next bar, where the recording ended before the data did.
    public let after: Timestamp?
    /// The end of the last bar there is, where the source knew it.
    public let lastBar: Timestamp?
    /// How many bytes are mapped or in memory.
    public let size: Int

    /// By field and instrument; nil where no bar has the field.
    private let columns: [MappedColumn<Double>?]

    /// What the source said, in the order of its calls.
    let notices: [HistoryNotices.Notice]

    static let form = 2

    /// Takes a file that a recording has left.
    /// - Throws: `ColumnError` when the file is no history of this form.
    public init(_ file: ColumnFile) throws(ColumnError) {
        func damaged(_ message: String) -> ColumnError { ColumnError(.damaged, file.path, message) }
        func texts(_ key: String) throws(ColumnError) -> [String] {
            guard case .array(let values)? = file.facts[key] else {
                throw damaged("it does not say '\(key)'")
            }
            return values.compactMap { if case .string(let text) = $0 { text } else { nil } }
        }
        func moment(_ key: String) -> Timestamp? {
            if case .int(let moment)? = file.facts[key] { Timestamp(nanoseconds: Int64(moment)) } else { nil }
        }
        guard file.facts["form"] == .int(Self.form), case .array(let said)? = file.facts["notices"] else {
            throw damaged("it is no history of form \(Self.form)")
        }
        instruments = try texts("instruments")
        (remarks, firstRemarks) = (try texts("remarks"), try texts("firstRemarks"))
        (after, lastBar) = (moment("after"), moment("lastBar"))
        notices = said.compactMap { HistoryNotices.Notice($0) }
        guard notices.count == said.count else { throw damaged("its notices cannot be read") }
        times = try file.integers("time")
        var columns = [MappedColumn<Double>?](
            repeating: nil, count: HistoryField.allCases.count * instruments.count)
        for field in HistoryField.allCases {
            for (index, instrument) in instruments.enumerated() {
                let place = file.place(of: Self.name(field, instrument))
                columns[field.rawValue * instruments.count + index] = place.flatMap { file.numbers(at: $0) }
            }
        }
        self.columns = columns
        size = file.size
    }

    /// Takes what was read into memory.
    init(_ history: ColumnarHistory, of instruments: [String]) {
        let columns = history.columns
        self.instruments = instruments
        (remarks, firstRemarks) = (history.remarks, history.firstRemarks)
        (after, lastBar, size) = (history.after, history.lastBar, columns.size)
        notices = history.notices.map { HistoryNotices.Notice(call: $0.call, diagnostic: $0.diagnostic) }
        times = MappedColumn(UnsafeBufferPointer(start: columns.times, count: columns.rows), of: columns)
        self.columns = HistoryField.allCases.flatMap { field in
            let isUsed = columns.isUsed(field.rawValue)
            return instruments.indices.map { index in
                let numbers = isUsed ? columns.column(field.rawValue, index) : nil
                return numbers.map { MappedColumn($0, of: columns) }
            }
        }
    }

    /// The numbers of one field of one instrument, by row; nil when no bar of any instrument has the field.
    public func column(_ field: HistoryField, of instrument: Int) -> MappedColumn<Double>? {
        columns[field.rawValue * instruments.count + instrument]
    }

    /// When a cycle was.
    public func time(of row: Int) -> Timestamp { Timestamp(nanoseconds: times[row]) }

    static func name(_ field: HistoryField, _ instrument: String) -> String { "\(field.name)/\(instrument)" }
}
