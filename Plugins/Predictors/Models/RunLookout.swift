import SluiceDocument
import SluiceKit
import SluiceMarket
import SluiceModels

/// Looks whether there is a newer run than the one in use, and makes it ready.
///
/// A run is read once its files stood still from one look to the next, and used only if they stood still while they were
/// read. What was found is not read again before it changes.
struct RunLookout: Sendable {
    /// What a look found.
    enum Finding {
        /// Nothing that was not known, or something that still changes.
        case nothing
        /// A run that can take the place of the one in use.
        case newer(ModelSet)
        /// A run that cannot, and why.
        case refused(String)
    }

    private let settings: ModelSettings
    private let context: StageContext
    private let shape: ModelShape
    /// What was loaded or refused last.
    private var known: RunMark
    /// What was different at the last look.
    private var candidate: RunMark?
    /// The run that was handed over last.
    private var inUse: (path: String, digest: SHA256)
    /// What was refused last, and why.
    private var refusal: String?

    /// Begins with the run in use, whose mark is `known`.
    init(_ settings: ModelSettings, _ context: StageContext, known: RunMark, _ models: ModelSet) {
        (self.settings, self.context, self.known) = (settings, context, known)
        (shape, inUse) = (models.shape, (models.path, models.digest))
    }

    /// Looks once; reads only what has changed.
    mutating func look() -> Finding {
        let mark: RunMark
        do { mark = try RunMark(settings, context.files) } catch {
            candidate = nil
            return refused("goes on with \(name(inUse.path)): \(text(error))")
        }
        guard mark != known else {
            candidate = nil
            return .nothing
        }
        guard mark == candidate else {
            candidate = mark
            return .nothing
        }
        candidate = nil
        let result = Result { try load() }
        // What was read is of no use if it changed meanwhile, and neither is what was found wrong with it.
        guard let after = try? RunMark(settings, context.files), after == mark else { return .nothing }
        known = mark
        switch result {
        case .success(nil): return .nothing
        case .success(let models?):
            (inUse, refusal) = ((models.path, models.digest), nil)
            return .newer(models)
        case .failure(let error):
            return refused(
                "goes on with \(name(inUse.path)), and does not take \(name(mark.path)): \(text(error))")
        }
    }

    /// Loads the run; nil when it gives the same numbers as the one in use.
    private func load() throws -> ModelSet? {
        let selection = try ModelSelection(settings, every: context.axes.every, files: context.files)
        if let first = selection.issues.first(where: { $0.severity == .error }) { throw first }
        guard selection.run.digest != inUse.digest || selection.run.path != inUse.path else { return nil }
        if let difference = shape.difference(of: ModelShape(selection)) {
            // A model that was left out may be why.
            let cause = selection.issues.first { $0.code == .modelLeftOut }.map { ": " + $0.message } ?? ""
            throw Refusal(difference + cause)
        }
        return try ModelSet(selection, context)
    }

    private struct Refusal: Error, CustomStringConvertible {
        let description: String
        init(_ description: String) { self.description = description }
    }

    private mutating func refused(_ text: String) -> Finding {
        guard refusal != text else { return .nothing }
        refusal = text
        return .refused(text)
    }

    /// What is wrong, without the place in the pipeline file, which is not at fault.
    private func text(_ error: any Error) -> String { (error as? Diagnostic)?.message ?? "\(error)" }

    private func name(_ path: String) -> String { path.isEmpty ? "the run as it was" : "the run \(path)" }
}
