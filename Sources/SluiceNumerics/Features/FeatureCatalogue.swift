/// All features by name.
///
/// The first 29 are those that the models of the six-stage engine were trained on; `d` in a name stands for the daily
/// bars of that training. Where a name has a number, others in its place are allowed too: `ret_3d`, `rsi_9`.
public enum FeatureCatalogue {
    /// The features of the six-stage engine's models, in the order of its documents.
    public static let sixStage: [Feature] = FeatureFamily.sixStage.flatMap(\.features)

    /// Every feature that is listed: those, and further ones.
    public static let all: [Feature] = sixStage + FeatureFamily.further.flatMap(\.features)

    /// The feature of a name; nil when there is none.
    ///
    /// Worked number: `ret_5d` needs 6 bars, `ret_05d` and `ret_0d` are no names.
    public static func feature(named name: String) -> Feature? {
        for family in FeatureFamily.sixStage + FeatureFamily.further {
            if let feature = family.feature(named: name) { return feature }
        }
        return nil
    }
}
