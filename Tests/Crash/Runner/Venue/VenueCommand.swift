import Foundation
import Glibc
import LoopbackServer
import SluiceEngine

/// `crash-runner venue --book FILE [--mode M] [--seed S] [--faults PERCENT] [--port N]`: prints its port and serves until
/// it is killed or whoever started it is gone.
enum VenueCommand {
    static func run(_ options: CommandOptions) throws -> Int32 {
        let mode = try options.choice("--mode", of: VenueDesk.Mode.self) ?? .dropsDuplicates
        let seed = UInt64(try options.number("--seed") ?? 1)
        let desk = try VenueDesk(
            path: try options.required("--book"), mode: mode, seed: seed, now: WallClock().now)
        let service = VenueService(
            desk: desk, seed: seed, faultPercent: try options.number("--faults") ?? 0)
        let server = try LoopbackServer(port: try options.number("--port") ?? 0) { request, _ in
            service.answer(request)
        }
        FileHandle.standardOutput.write(Data("\(server.port)\n".utf8))
        let parent = ParentProcess()
        while parent.isAlive { sleep(1) }
        server.stop()
        return 0
    }
}

/// The process that started this one: without it there is nothing left to do.
struct ParentProcess {
    private let process = getppid()

    var isAlive: Bool { getppid() == process }
}
