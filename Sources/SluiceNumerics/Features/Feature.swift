/// A number that a model is fed with for each instrument and bar, by its name.
///
/// Two features of one name are equal. `FeatureCatalogue` knows all names.
public struct Feature: Sendable {
    /// The name, such as `ret_5d`; its number counts bars, whatever their length.
    public let name: String
    /// The formula; k stands for the number in the name, C, H, L, V for close, high, low and volume.
    public let formula: String
    /// How many bars an instrument must have had before the feature is known.
    public let warmUp: Int
    /// Where the definition comes from.
    public let source: String
    let term: FeatureTerm

    init(_ family: FeatureFamily, _ number: Int) {
        name = family.name(number)
        formula = family.formula
        warmUp = family.warmUp(number)
        source = family.source
        term = family.term(number)
    }
}

extension Feature: Hashable {
    /// Whether two features have one name.
    public static func == (one: Feature, other: Feature) -> Bool { one.name == other.name }
    /// Hashes the name.
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
