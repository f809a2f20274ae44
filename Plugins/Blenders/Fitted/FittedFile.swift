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
            try self.init(json: JSONReader.read(Self.contents(of: name, in: context.files)))
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

    private static func contents(of name: String, in files: any FileAccess) throws -> [UInt8] {
        let stream = try files.open(name)
        var bytes: [UInt8] = []
        var part = [UInt8](repeating: 0, count: 65_536)
        while true {
            let count = try part.withUnsafeMutableBytes { buffer throws in try stream.read(into: buffer) }
            guard count > 0 else { return bytes }
            bytes += part[..<count]
            guard bytes.count <= limit else {
                throw FittedBlendError("\(name) is larger than \(limit) bytes")
            }
        }
    }
}
