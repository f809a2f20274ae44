import SluiceKit
import SluiceMarket

extension CSVBars: ColumnarSource {
    /// Reads all files once, straight into columns; nil where a line is wrong, or bars are not plain.
    func history(_ wanted: ColumnarRequest) -> ColumnarHistory? {
        guard isUntouched, !source.instruments.isEmpty else { return nil }
        // Whatever fails is told by the way that reads as ever.
        return (try? PlainHistory(source, wanted).read()) ?? nil
    }
}
