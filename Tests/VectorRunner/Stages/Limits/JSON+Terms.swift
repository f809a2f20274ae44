import SluiceMarket

extension JSON {
    /// An exact decimal; nil for null.
    func optionalAmount() throws -> Amount? { isNull ? nil : try amount() }

    func side() throws -> Side {
        guard let side = Side(rawValue: try text()) else { throw VectorFault("\(compact) is no side") }
        return side
    }

    /// Whole seconds since 1970.
    func second() throws -> Timestamp { Timestamp(seconds: Int64(try integer())) }

    /// Whether it is true.
    func flag() throws -> Bool {
        guard case .boolean(let value) = self else { throw VectorFault("\(compact) is no boolean") }
        return value
    }
}

/// A rule that its parameters do not make.
func made<Rule>(_ rule: Rule?, _ name: String) throws -> Rule {
    guard let rule else { throw VectorFault("the parameters make no \(name)") }
    return rule
}
