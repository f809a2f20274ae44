import SluiceDocument
import SluiceKit
import SluiceNumerics

extension Planner {
    /// The features that a stage reads and nobody can give.
    func unknownFeatures(of draft: Draft) -> [Diagnostic] {
        draft.outline.features.filter { FeatureCatalogue.feature(named: $0) == nil }.map { name in
            Diagnostic(
                .unknownFeature, "'\(draft.id)' reads '\(name)', which is no feature",
                at: draft.declaration.settings.place(of: name) ?? draft.place,
                suggestion: nearestName(to: name, among: FeatureCatalogue.all.map(\.name))
            )
        }
    }
}

extension Node {
    /// Where a text first stands, as a value or as a key.
    fileprivate func place(of text: String) -> SourceSpan? {
        if self.text == text { return span }
        for element in elements ?? [] {
            if let place = element.place(of: text) { return place }
        }
        for entry in entries ?? [] {
            if entry.key == text { return entry.keySpan }
            if let place = entry.value.place(of: text) { return place }
        }
        return nil
    }
}
