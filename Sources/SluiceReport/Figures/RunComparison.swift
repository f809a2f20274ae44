/// Two runs side by side.
public struct RunComparison {
    /// A figure of both.
    public struct Row {
        /// The figure of the first; its value is NaN where it has none.
        public let first: RunFigure
        /// The figure of the second.
        public let second: RunFigure
        /// The second less the first; NaN where one is missing.
        public let difference: Double
    }

    let first: RunAnalysis
    let second: RunAnalysis
    /// Every figure that one of them has, in the order of the first.
    public let rows: [Row]

    /// Compares two runs.
    public init(_ first: RunAnalysis, _ second: RunAnalysis) {
        (self.first, self.second) = (first, second)
        let own = first.groups.flatMap(\.figures)
        let others = second.groups.flatMap(\.figures)
        func none(_ figure: RunFigure) -> RunFigure {
            RunFigure(figure.key, figure.name, .nan, figure.unit)
        }
        func row(_ first: RunFigure, _ second: RunFigure) -> Row {
            Row(first: first, second: second, difference: second.value - first.value)
        }
        let shared = own.map { figure in
            row(figure, others.first { $0.key == figure.key } ?? none(figure))
        }
        let further = others.filter { other in !own.contains { $0.key == other.key } }
        rows = shared + further.map { row(none($0), $0) }
    }

    /// What tells the runs apart beside their figures, such as a seed; each with both values.
    var origins: [(name: String, first: String, second: String)] {
        let (left, right) = (OriginRows(first.run).rows, OriginRows(second.run).rows)
        return left.compactMap { row in
            let other = right.first { $0[0] == row[0] }?[1] ?? "–"
            return row[1] == other ? nil : (row[0], row[1], other)
        }
    }
}
