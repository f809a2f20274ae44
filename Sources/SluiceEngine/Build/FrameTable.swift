/// Frames of one type by the number of the stage that writes them.
struct FrameTable<Frame> {
    private var frames: [Int: Frame] = [:]

    /// The frame of a stage that the plan says writes one.
    subscript(_ stage: Int) -> Frame {
        guard let frame = frames[stage] else {
            preconditionFailure("a plan connects every input that must be")
        }
        return frame
    }

    /// The frame of a stage; nil when it writes none of this type.
    func frame(of stage: Int) -> Frame? { frames[stage] }

    mutating func set(_ frame: Frame, of stage: Int) { frames[stage] = frame }
}
