public import SluiceColumns
import SluiceDocument
public import SluiceMarket

/// What a data source brings in all its cycles, as columns: the whole history, read once and mapped.
///
/// A row is a cycle in which any instrument had a new bar; rows are aligned over all instruments. For each instrument and
/// field a column of `rows` numbers lies in one piece, at an address that is a multiple of 64. NaN says that the
/// instrument had no new bar in that cycle, or its bar had no such number or no quote: a market frame then keeps
/// showing what it showed. Reading row after row is what `DataSource.advance` shows, bit for bit.
///
/// The file is mapped read only, so processes that read one history share its memory.
public final class HistoryColumns: Sendable {
    /// The instruments, in the universe's order.
    public let instruments: [String]
    /// When each cycle was, in nanoseconds since 1970: the end of the bars that are fresh in it.
    public let times: MappedColumn<Int64>
    /// How many cycles there are.
    public var rows: Int { times.count }
    /// What the source says about itself when it has brought everything.
    public let remarks: [String]
    /// How many bytes are mapped.
    public let size: Int

    /// By field and instrument; nil where no bar has the field.
    private let columns: [MappedColumn<Double>?]

    static let form = 1

    /// Takes a file that a recording has left.
    /// - Throws: `ColumnError` when the file is no history of this form.
    public init(_ file: ColumnFile) throws(ColumnError) {
        func damaged(_ message: String) -> ColumnError { ColumnError(.damaged, file.path, message) }
        guard file.facts["form"] == .int(Self.form), case .array(let names)? = file.facts["instruments"],
            case .array(let remarks)? = file.facts["remarks"]
        else { throw damaged("it is no history of form \(Self.form)") }
        var instruments: [String] = []
        for name in names {
            guard case .string(let text) = name else { throw damaged("an instrument has no name") }
            instruments.append(text)
        }
        times = try file.integers("time")
        var columns = [MappedColumn<Double>?](
            repeating: nil, count: HistoryField.allCases.count * names.count)
        for field in HistoryField.allCases {
            for (index, instrument) in instruments.enumerated() {
                let place = file.place(of: Self.name(field, instrument))
                columns[field.rawValue * names.count + index] = place.flatMap { file.numbers(at: $0) }
            }
        }
        self.instruments = instruments
        self.columns = columns
        self.remarks = remarks.compactMap { if case .string(let text) = $0 { text } else { nil } }
        size = file.size
    }

    /// The numbers of one field of one instrument, by row; nil when no bar of any instrument has the field.
    public func column(_ field: HistoryField, of instrument: Int) -> MappedColumn<Double>? {
        columns[field.rawValue * instruments.count + instrument]
    }

    /// When a cycle was.
    public func time(of row: Int) -> Timestamp { Timestamp(nanoseconds: times[row]) }

    static func name(_ field: HistoryField, _ instrument: String) -> String { "\(field.name)/\(instrument)" }
}
