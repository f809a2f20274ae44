/// A vector that is not of the form its adapter expects.
struct VectorFault: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) { self.description = description }
}

extension JSON {
    /// A member of an object; null when it is left out.
    subscript(_ key: String) -> JSON {
        if case .object(let members) = self { members[key] ?? .null } else { .null }
    }

    var isNull: Bool { self == .null }

    /// A number, one of the strings that stand for numbers JSON cannot write, or NaN for null: an absent value.
    func double() throws(VectorFault) -> Double {
        switch self {
        case .null: return .nan
        case .number(let value, _): return value
        case .text("NaN"): return .nan
        case .text("Infinity"): return .infinity
        case .text("-Infinity"): return -.infinity
        default: throw VectorFault("\(compact) is no number")
        }
    }

    func integer() throws(VectorFault) -> Int {
        guard case .number(let value, _) = self, let whole = Int(exactly: value) else {
            throw VectorFault("\(compact) is no integer")
        }
        return whole
    }

    func text() throws(VectorFault) -> String {
        guard case .text(let value) = self else { throw VectorFault("\(compact) is no text") }
        return value
    }

    func array() throws(VectorFault) -> [JSON] {
        guard case .array(let values) = self else { throw VectorFault("\(compact) is no list") }
        return values
    }

    func object() throws(VectorFault) -> [String: JSON] {
        if isNull { return [:] }
        guard case .object(let members) = self else { throw VectorFault("\(compact) is no mapping") }
        return members
    }

    func doubles() throws(VectorFault) -> [Double] {
        try array().map { value throws(VectorFault) in try value.double() }
    }

    func doubles(_ keys: [String], absent: Double = .nan) throws(VectorFault) -> [Double] {
        let members = try object()
        return try keys.map { key throws(VectorFault) in
            try members[key].map { value throws(VectorFault) in try value.double() } ?? absent
        }
    }

    func keys() throws(VectorFault) -> [String] { try object().keys.sorted() }
}
