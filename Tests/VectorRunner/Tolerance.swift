import Foundation

/// How far a number may be from the one a vector wants.
///
/// One number stands for `tolerance * max(1, |want|)`, a pair for `abs + rel * |want|`, nothing for exactly.
enum Tolerance: Equatable {
    case scaled(Double)
    case pair(absolute: Double, relative: Double)

    init(_ value: JSON) throws(VectorFault) {
        if case .object = value {
            self = .pair(
                absolute: try Self.part(value["abs"]), relative: try Self.part(value["rel"]))
        } else {
            self = value.isNull ? .pair(absolute: 0, relative: 0) : .scaled(try value.double())
        }
    }

    private static func part(_ value: JSON) throws(VectorFault) -> Double {
        guard case .text(let spelling) = value else { return value.isNull ? 0 : try value.double() }
        guard let number = Double(spelling) else { throw VectorFault("tolerance \(spelling) is no number") }
        return number
    }

    var isExact: Bool { self == .pair(absolute: 0, relative: 0) || self == .scaled(0) }

    func allows(_ got: Double, for want: Double) -> Bool {
        if want.isNaN || got.isNaN { return want.isNaN && got.isNaN }
        if want == got { return true }
        guard want.isFinite, got.isFinite else { return false }
        return switch self {
        case .scaled(let factor): (got - want).magnitude <= factor * max(1, want.magnitude)
        case .pair(let absolute, let relative): (got - want).magnitude <= absolute + relative * want.magnitude
        }
    }

    /// Compares numbers written as text, which may have more digits than a `Double`.
    func allows(_ got: Decimal, for want: Decimal) -> Bool {
        if want == got { return true }
        guard !isExact else { return false }
        return allows(
            NSDecimalNumber(decimal: got).doubleValue, for: NSDecimalNumber(decimal: want).doubleValue)
    }
}
