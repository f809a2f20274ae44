import SluiceNumerics

extension Adapter {
    static let ohlcvNormalization = Adapter("ohlcv_normalization", constant: .first("rows")) { vector in
        let rows = try vector.input["rows"].array().map { try $0.doubles() }
        guard let features = rows.first?.count, rows.allSatisfy({ $0.count == features }),
            let method = SequenceNormalization.Method(rawValue: try vector.parameters["method"].text())
        else { throw VectorFault("there is no window, or no such method") }
        var window = rows.flatMap { row in row.map { Float($0) } }
        // A window that cannot be scaled keeps its NaN, which no expected number equals.
        _ = try SequenceNormalization(method, length: rows.count, features: features).apply(&window)
        return .object(["normalized": .rows(window, of: features)])
    }
}
