import SluiceDocument
import SluiceKit
import SluiceMarket

extension FittedBlend {
    /// The largest file that is read.
    private static let limit = 16 << 20

    /// Reads a file of the project, and refuses one that was fitted for something else than a stage needs.
    init(_ path: PipelinePath, _ inputs: Inputs, context: StageContext) throws {
        let names = try context.files.files(at: path)
        guard names.count == 1, let name = names.first else {
            throw FittedBlendError("\(path.written) names \(names.count) files, where one is wanted")
        }
        do {
            try self.init(json: JSONReader.read(context.files.contents(of: name, limit: Self.limit)))
        } catch let error as JSONSyntaxError {
            throw FittedBlendError("\(name): \(error)")
        } catch let error as FittedBlendError {
            throw FittedBlendError("\(name): \(error)")
        }
        guard self.inputs == inputs else {
            throw FittedBlendError(
                "\(name) weighs \(self.inputs.rawValue), where \(inputs.rawValue) are weighed here")
        }
        guard every == context.axes.every else {
            throw FittedBlendError(
                "\(name) was fitted on cycles of \(every), this pipeline has \(context.axes.every)")
        }
        let fitted = members.map(\.name)
        guard Set(fitted) == Set(context.axes.members) else {
            throw FittedBlendError(
                "\(name) was fitted on \(fitted.joined(separator: ", ")); members here are "
                    + context.axes.members.joined(separator: ", "))
        }
    }
}
