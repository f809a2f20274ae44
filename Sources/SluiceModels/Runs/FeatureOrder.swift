/// In which order a model takes its features.
///
/// The order is that of the model's own names. `feature_list` is sorted by the contract of the writers, so it says which
/// features there are and never their order. For a file without names it is that of `features` or `feature_names`.
enum FeatureOrder {
    /// The features of a row, by their places.
    /// - Throws: `RunRefusal`, with the reasons `featureCount`, `featuresDiffer` and `featureOrder`.
    static func of(
        _ model: Model, _ metadata: ModelMetadata
    ) throws(RunRefusal) -> [String] {
        let width = model.evaluator.features
        let lists = [
            ("feature_list", metadata.featureList), ("features", metadata.features),
            ("feature_names", metadata.featureNames),
        ].compactMap { (name, list) in list.flatMap { $0.isEmpty ? nil : (name: name, names: $0) } }
        try checkCounts(width, metadata.featureCount, lists)
        if let own = names(of: model) {
            guard Set(own).count == width else {
                throw RunRefusal(.featuresDiffer, "the model names a feature twice, or not all of them")
            }
            for list in lists { try check(list.names, against: own, named: list.name) }
            return own
        }
        guard
            let first = lists.first(where: { $0.name != "feature_list" }) ?? (width == 1 ? lists.first : nil)
        else {
            throw RunRefusal(
                .featureOrder,
                "the model file names no features, and of the metadata only 'features' or 'feature_names' say "
                    + "their order")
        }
        for list in lists {
            try check(list.names, against: first.names, named: list.name, whose: first.name)
            guard list.name == "feature_list" || list.names == first.names else {
                throw RunRefusal(
                    .featureOrder,
                    "the model file names no features, and '\(first.name)' and '\(list.name)' have two orders"
                )
            }
        }
        return first.names
    }

    private static func checkCounts(
        _ width: Int, _ count: Int?, _ lists: [(name: String, names: [String])]
    ) throws(RunRefusal) {
        for list in lists {
            if let count, count != list.names.count {
                throw RunRefusal(
                    .featureCount, "n_features is \(count), but \(list.name) has \(list.names.count)")
            }
            guard list.names.count == width else {
                throw RunRefusal(
                    .featureCount,
                    "the model takes \(width) features, but \(list.name) has \(list.names.count)")
            }
        }
        if let count, count != width {
            throw RunRefusal(.featureCount, "n_features is \(count), but the model takes \(width)")
        }
    }

    private static func check(
        _ names: [String], against own: [String], named list: String, whose: String = "the model"
    ) throws(RunRefusal) {
        let (stated, known) = (Set(names), Set(own))
        guard stated != known else { return }
        let surplus = names.filter { !known.contains($0) }.prefix(3).map { "'\($0)'" }
        let missing = own.filter { !stated.contains($0) }.prefix(3).map { "'\($0)'" }
        let parts = [
            surplus.isEmpty ? nil : "\(surplus.joined(separator: ", ")) of \(list) is none of \(whose)'s",
            missing.isEmpty ? nil : "\(missing.joined(separator: ", ")) of \(whose) is not in \(list)",
        ]
        throw RunRefusal(
            .featuresDiffer, "the features differ: " + parts.compactMap(\.self).joined(separator: "; "))
    }

    /// The names in the model's file; nil when it has none, or only those that a library makes up.
    private static func names(of model: Model) -> [String]? {
        let names = model.features
        guard !names.isEmpty, !names.contains("") else { return nil }
        for made in ["Column_", "f", ""] {
            let isMadeUp = names.enumerated().allSatisfy { $0.element == made + String($0.offset) }
            if isMadeUp { return nil }
        }
        return names
    }
}
