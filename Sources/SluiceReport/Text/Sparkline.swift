/// A row of numbers as a row of blocks, each an eighth higher than the one before it.
struct Sparkline {
    private static let blocks: [Character] = ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"]

    /// As many characters as asked for, or as there are numbers.
    ///
    /// Each shows the last of its stretch, or, where that is asked for, the lowest; a stretch without a number is a blank.
    let text: String

    init(_ values: [Double], columns: Int, keepsLowest: Bool = false) {
        let width = min(max(columns, 1), values.count)
        let cells = (0..<width).map { cell -> Double in
            let stretch = values[values.count * cell / width..<values.count * (cell + 1) / width]
            let finite = stretch.filter(\.isFinite)
            return (keepsLowest ? finite.min() : finite.last) ?? .nan
        }
        let finite = cells.filter(\.isFinite)
        guard let low = finite.min(), let high = finite.max() else {
            text = ""
            return
        }
        text = String(
            cells.map { value -> Character in
                guard value.isFinite else { return " " }
                guard high > low else { return Self.blocks[0] }
                return Self.blocks[min(Int((value - low) / (high - low) * 8), 7)]
            })
    }
}
