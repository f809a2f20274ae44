/// The header fields of a response, in the order they came; names are compared without regard to case.
public struct HTTPHeaders: Sendable {
    /// All fields, repeated ones too.
    public private(set) var fields: [(name: String, value: String)] = []

    /// Creates the headers from fields in the order they are to stand.
    public init(_ fields: [(name: String, value: String)] = []) { self.fields = fields }

    /// The first value under a name, nil when there is none.
    public subscript(name: String) -> String? { fields.first { $0.name.isSameHeader(as: name) }?.value }

    /// Every value under a name, in order.
    public func values(of name: String) -> [String] {
        fields.lazy.filter { $0.name.isSameHeader(as: name) }.map(\.value)
    }

    mutating func append(name: String, value: String) { fields.append((name, value)) }
    mutating func removeAll() { fields.removeAll() }
}

extension String {
    /// Whether two header names are equal but for the case of their ASCII letters.
    func isSameHeader(as other: String) -> Bool {
        utf8.elementsEqual(other.utf8) { $0.lowercasedASCII == $1.lowercasedASCII }
    }
}
