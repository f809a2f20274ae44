/// A source line as a terminal shows it, with the column at which each of its scalars lands.
struct ExcerptLine {
    /// Where tabs end: a multiple of this.
    static let tabWidth = 4

    /// What is shown: tabs as spaces, control characters as U+FFFD.
    private var scalars: [(scalar: Unicode.Scalar, width: Int)] = []
    /// The display column from 0 of each scalar of the source, and of the end.
    private var columns: [Int] = [0]

    init(_ line: String) {
        var column = 0
        for scalar in line.unicodeScalars {
            if scalar == "\t" {
                let width = Self.tabWidth - column % Self.tabWidth
                scalars += Array(repeating: (" ", 1), count: width)
                column += width
            } else {
                let shown = scalar.shown
                scalars.append((shown, shown.displayWidth))
                column += shown.displayWidth
            }
            columns.append(column)
        }
    }

    /// The display column from 0 of a source column from 1; columns beyond the end count on by one each.
    func displayColumn(_ column: Int) -> Int {
        let index = max(0, column - 1)
        guard index >= columns.count else { return columns[index] }
        return columns[columns.count - 1] + index - (columns.count - 1)
    }

    /// The column just behind the last scalar, from 1.
    var endColumn: Int { columns.count }

    /// The column of the first scalar that is no blank, from 1.
    var firstColumn: Int {
        (scalars.firstIndex { $0.scalar != " " }.map { index in
            columns.firstIndex { $0 >= index } ?? 0
        } ?? 0) + 1
    }

    /// The shown text, cut to a width around a place, and by how much it moved to the left.
    ///
    /// - Parameters:
    ///   - width: The display columns to keep to; a cut end is marked by an ellipsis.
    ///   - place: The display column that must be seen.
    /// - Returns: The text, and the display column of the line at which it begins.
    func cut(to width: Int, around place: Int) -> (text: String, offset: Int) {
        let total = columns[columns.count - 1]
        guard total > width else { return (text(from: 0, to: total).text, 0) }
        let start = max(0, min(place - width / 3, total - width))
        let (middle, offset) = text(from: start == 0 ? 0 : start + 1, to: start + width - 1)
        let end = start + width >= total ? "" : "…"
        return start == 0 ? (middle + end, 0) : ("…" + middle + end, offset - 1)
    }

    /// The scalars that lie wholly between two display columns, and the column at which they begin.
    private func text(from: Int, to: Int) -> (text: String, offset: Int) {
        var text = String.UnicodeScalarView()
        var column = 0
        var offset: Int?
        for (scalar, width) in scalars {
            if column >= from, column + width <= to {
                offset = offset ?? column
                text.append(scalar)
            }
            column += width
        }
        return (String(text), offset ?? from)
    }
}
