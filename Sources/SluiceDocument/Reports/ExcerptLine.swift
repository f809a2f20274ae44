/// A source line as a terminal shows it, with the column at which each of its scalars lands.
struct ExcerptLine {
    /// Where tabs end: at a multiple of this.
    static let tabWidth = 4

    /// What is shown: tabs as spaces, control characters as U+FFFD.
    private var shown: [Unicode.Scalar] = []
    /// The display column from 0 of each scalar shown, and of the end.
    private var shownColumns: [Int] = []
    /// The display column from 0 of each scalar of the source, and of the end.
    private var columns: [Int] = []

    init(_ line: String) {
        var column = 0
        for scalar in line.unicodeScalars {
            columns.append(column)
            let isTab = scalar == "\t"
            for _ in 0..<(isTab ? Self.tabWidth - column % Self.tabWidth : 1) {
                shown.append(isTab ? " " : scalar.shown)
                shownColumns.append(column)
                column += isTab ? 1 : scalar.shown.displayWidth
            }
        }
        columns.append(column)
        shownColumns.append(column)
    }

    /// The width of the whole line.
    private var width: Int { columns[columns.count - 1] }

    /// The column just behind the last scalar, from 1.
    var endColumn: Int { columns.count }

    /// The column of the first scalar that is no blank, from 1.
    var firstColumn: Int {
        let indentation = shown.firstIndex { $0 != " " }.map { shownColumns[$0] } ?? 0
        return (columns.firstIndex { $0 >= indentation } ?? 0) + 1
    }

    /// The display column from 0 of a source column from 1; columns beyond the end count on by one each.
    func displayColumn(_ column: Int) -> Int {
        let index = max(0, column - 1)
        guard index >= columns.count else { return columns[index] }
        return width + index - (columns.count - 1)
    }

    /// The shown text, cut to a width around a place, and by how much it moved to the left.
    ///
    /// - Parameters:
    ///   - limit: The display columns to keep to; a cut end is marked by an ellipsis.
    ///   - place: The display column that must be seen.
    /// - Returns: The text, and the display column of the line at which it begins.
    func cut(to limit: Int, around place: Int) -> (text: String, offset: Int) {
        guard width > limit else { return (text(shown.indices), 0) }
        let start = max(0, min(place - limit / 3, width - limit))
        let first = index(at: start == 0 ? 0 : start + 1)
        // The scalar at which the window ends may be wide and stick out, so it is left out as well.
        let last = max(first, start + limit >= width ? shown.count : index(at: start + limit) - 1)
        let middle = text(first..<last) + (last == shown.count ? "" : "…")
        return start == 0 ? (middle, 0) : ("…" + middle, shownColumns[first] - 1)
    }

    /// The first scalar shown at or behind a display column.
    private func index(at column: Int) -> Int {
        var (low, high) = (0, shown.count)
        while low < high {
            let middle = (low + high) / 2
            if shownColumns[middle] < column { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func text(_ range: Range<Int>) -> String { String(String.UnicodeScalarView(shown[range])) }
}
