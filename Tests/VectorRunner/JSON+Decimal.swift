extension JSON {
    /// A number that may be written as the text of a decimal, as files of exact numbers write them.
    func decimal() throws(VectorFault) -> Double {
        guard case .text(let text) = self, let value = Double(text) else { return try double() }
        return value
    }
}
