/// Features of one formula that differ by a number in their name, or one feature without a number.
struct FeatureFamily: Sendable {
    /// The name; `{k}` stands for the number.
    let pattern: String
    /// The numbers that are allowed; nil for a single feature.
    let range: ClosedRange<Int>?
    /// The numbers that the catalogue lists.
    let listed: [Int]
    /// The formula in words and signs; k stands for the number.
    let formula: String
    /// Where the definition comes from.
    let source: String
    /// How many bars the feature needs.
    let warmUp: @Sendable (Int) -> Int
    /// How it is computed.
    let term: @Sendable (Int) -> FeatureTerm

    /// Features of every number of a range.
    init(
        _ pattern: String, _ range: ClosedRange<Int>, listed: [Int], _ formula: String,
        source: String = "usual definition", warmUp: @escaping @Sendable (Int) -> Int,
        term: @escaping @Sendable (Int) -> FeatureTerm
    ) {
        (self.pattern, self.range, self.listed) = (pattern, range, listed)
        (self.formula, self.source, self.warmUp, self.term) = (formula, source, warmUp, term)
    }

    /// One feature.
    init(
        _ name: String, _ formula: String, source: String = "usual definition", warmUp: Int, term: FeatureTerm
    ) {
        (pattern, range, listed, self.formula, self.source) = (name, nil, [], formula, source)
        self.warmUp = { _ in warmUp }
        self.term = { _ in term }
    }

    /// The features that the catalogue lists.
    var features: [Feature] { range == nil ? [Feature(self, 0)] : listed.map { Feature(self, $0) } }

    /// What stands before and behind the number in a name.
    private var ends: (front: Substring, back: Substring) {
        let parts = pattern.split(separator: "{k}", omittingEmptySubsequences: false)
        return (parts.first ?? "", parts.dropFirst().first ?? "")
    }

    /// The feature of a name; nil when it is none of the family.
    func feature(named name: String) -> Feature? {
        guard let range else { return name == pattern ? Feature(self, 0) : nil }
        let ends = ends
        let length = ends.front.utf8.count + ends.back.utf8.count
        guard name.hasPrefix(ends.front), name.hasSuffix(ends.back), name.utf8.count > length else {
            return nil
        }
        let digits = name.dropFirst(ends.front.count).dropLast(ends.back.count)
        // No sign, no leading zero: one feature has one name.
        guard let number = Int(digits), String(number) == digits, range.contains(number) else { return nil }
        return Feature(self, number)
    }

    func name(_ number: Int) -> String {
        range == nil ? pattern : "\(ends.front)\(number)\(ends.back)"
    }
}
