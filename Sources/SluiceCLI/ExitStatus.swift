/// What the process ends with; other programs rely on the numbers.
enum ExitStatus: Int32 {
    /// Done; a stop by SIGINT or SIGTERM too.
    case ok = 0
    /// A check found something.
    case findings = 1
    /// The run ended while halted by the kill switch.
    case halted = 20
    /// The run ended with undelivered critical alerts or unresolved orders.
    case unresolved = 21
    /// The command line is not right.
    case usage = 64
    /// A file is missing.
    case missingFile = 66
    /// The environment is not as the pipeline needs it.
    case environment = 69
    /// A fault of Sluice itself.
    case internalError = 70
    /// Another try may help.
    case temporary = 75
    /// The pipeline file is invalid.
    case invalid = 78
}

/// Why a command ends early, with what it says.
struct CommandError: Error, CustomStringConvertible {
    let status: ExitStatus
    let message: String

    init(_ status: ExitStatus, _ message: String) { (self.status, self.message) = (status, message) }

    var description: String { message }
}
