/// What planning learns of a stage from its settings and from the files that they name.
public struct StageOutline: Sendable {
    /// What the members of its forecasts are called behind the stage's id, in the order of the frame's members.
    ///
    /// Empty for a stage that is one member and bears its id alone.
    public let members: [String]
    /// The features of the market that the stage reads, by name.
    public let features: [String]

    /// Creates an outline.
    public init(members: [String] = [], features: [String] = []) {
        (self.members, self.features) = (members, features)
    }

    /// The members' names in a pipeline in which the stage has an id.
    public func members(of id: String) -> [String] {
        members.isEmpty ? [id] : members.map { "\(id).\($0)" }
    }
}
