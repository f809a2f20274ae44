/// Why the loopback server could not be started.
package struct LoopbackError: Error, CustomStringConvertible {
    /// The call that failed and the system's reason.
    package let description: String
}
