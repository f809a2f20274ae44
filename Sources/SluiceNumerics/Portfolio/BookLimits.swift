/// What a book of weights may not exceed, each limit with a code of its own.
///
/// A value beyond its limit by any amount breaks it, one that equals it does not. Weights that are not finite break a
/// limit of their own and are left out of the sums: such a target keeps what is held.
///
/// Worked number: weights of 4%, 6% and NaN against a largest weight of 5%, a gross of 10% and a net of 5% break
/// `nonFinite`, `maxWeight` and `maxNet`; the gross is 10% exactly.
public struct BookLimits: Equatable, Sendable {
    /// The limits that a book can break, in the order in which they are told.
    public enum Code: String, Sendable, CaseIterable {
        case nonFinite = "non_finite"
        case maxWeight = "max_weight"
        case maxGross = "max_gross"
        case maxNet = "max_net"
    }

    /// The limits on finite weights.
    public let exposure: ExposureLimits

    /// Takes the limits on weights, gross and net.
    public init(_ exposure: ExposureLimits) { self.exposure = exposure }

    /// The limits that a book breaks, in the order of `Code`.
    public func broken(by weights: Span<Double>) -> [Code] {
        let book = Book(weights)
        return Code.allCases.filter { isBroken($0, by: book) }
    }

    /// The first limit that a book breaks, with what the book has where the limit is a number; nil when it keeps them all.
    public func firstBroken(by weights: Span<Double>) -> (code: Code, observed: Double)? {
        let book = Book(weights)
        if isBroken(.nonFinite, by: book) { return (.nonFinite, .nan) }
        if isBroken(.maxWeight, by: book) { return (.maxWeight, book.largest) }
        if isBroken(.maxGross, by: book) { return (.maxGross, book.gross) }
        return isBroken(.maxNet, by: book) ? (.maxNet, book.net.magnitude) : nil
    }

    private func isBroken(_ code: Code, by book: Book) -> Bool {
        switch code {
        case .nonFinite: !book.isFinite
        case .maxWeight: book.largest > exposure.maxPosition
        case .maxGross: book.gross > exposure.maxGross
        case .maxNet: book.net.magnitude > exposure.maxNet
        }
    }

    /// The sums of the finite weights.
    private struct Book {
        var (gross, net, largest, isFinite) = (0.0, 0.0, 0.0, true)

        init(_ weights: Span<Double>) {
            for index in weights.indices {
                let weight = weights[index]
                guard weight.isFinite else {
                    isFinite = false
                    continue
                }
                gross += weight.magnitude
                net += weight
                largest = Swift.max(largest, weight.magnitude)
            }
        }
    }
}
