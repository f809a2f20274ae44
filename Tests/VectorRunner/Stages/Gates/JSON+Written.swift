extension JSON {
    /// A number that stands in the file as text, which is how exact decimals are written.
    func written() throws(VectorFault) -> Double {
        guard case .text(let text) = self else { return try double() }
        guard let value = Double(text) else { throw VectorFault("\(compact) is no number") }
        return value
    }
}
