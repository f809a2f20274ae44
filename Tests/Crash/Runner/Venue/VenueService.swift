import Foundation
import Glibc
import LoopbackServer
import SluiceEngine
import SluiceKit
import SluiceMarket
import Synchronization

/// Answers the requests of those who trade at the venue.
///
/// | request | answer |
/// |---|---|
/// | `POST /orders` | the order, on the disk before the answer |
/// | `DELETE /orders/NAME`, `GET /orders/NAME` | the order, 404 for none of that name |
/// | `GET /listing?after=N` | open orders, account, and the trades behind N, all of one moment |
/// | `GET /account` | cash and holdings |
/// | `GET /lives/N` | how many submissions a life of the trader has made |
/// | `POST /kill/N` | the N-th submission from now kills its sender once the order is on the disk |
///
/// Clients name their life and their process in `X-Life` and `X-Process`.
final class VenueService: Sendable {
    private struct State: ~Copyable {
        let desk: VenueDesk
        var faults: Dice
        /// How many submissions are left to the one that kills its sender.
        var untilKill: Int?
    }

    private let state: Mutex<State>
    /// How many of a hundred submissions go wrong on their way.
    private let faultPercent: UInt64

    init(desk: sending VenueDesk, seed: UInt64, faultPercent: Int) {
        state = Mutex(State(desk: desk, faults: Dice(seed: seed, stage: "faults"), untilKill: nil))
        self.faultPercent = UInt64(faultPercent)
    }

    /// Answers a request.
    func answer(_ request: RecordedRequest) -> LoopbackReply {
        let target = request.target.split(separator: "?", maxSplits: 1)
        let parts = (target.first ?? "").split(separator: "/")
        let now = WallClock().now
        do {
            return try state.withLock { state in
                switch (request.method, parts.first, parts.dropFirst().first) {
                case ("POST", "orders", nil): return try submit(request, &state, now)
                case ("POST", "kill", let count?):
                    state.untilKill = Int(count)
                    return LoopbackReply(status: 204)
                case ("DELETE", "orders", let name?):
                    return try Self.reply(try state.desk.cancel(String(name), at: now))
                case ("GET", "orders", let name?):
                    try state.desk.advance(to: now)
                    return try Self.reply(state.desk.book.order(String(name)))
                case ("GET", "listing", nil):
                    try state.desk.advance(to: now)
                    let after = target.last?.split(separator: "=").last.flatMap { Int($0) } ?? 0
                    return try Self.reply(state.desk.book.listing(after: after))
                case ("GET", "account", nil):
                    try state.desk.advance(to: now)
                    return try Self.reply(state.desk.book.account)
                case ("GET", "lives", let life?):
                    let count = Int(life).flatMap { state.desk.book.lives[$0] } ?? 0
                    return try Self.reply(LifeMessage(submissions: count))
                default: return LoopbackReply(status: 404)
                }
            }
        } catch let failure as BookFile.Failure {
            // A venue that cannot write its book knows nothing.
            FileHandle.standardError.write(Data("venue: \(failure)\n".utf8))
            exit(70)
        } catch { return LoopbackReply(status: 500, text: "\(error)") }
    }

    private func submit(
        _ request: RecordedRequest, _ state: inout State, _ now: Timestamp
    ) throws -> LoopbackReply {
        let terms = try JSONDecoder().decode(SubmitMessage.self, from: Data(request.body))
        let life = request.header("X-Life").flatMap { Int($0) } ?? 0
        let isFaulty = state.faults.next() % 100 < faultPercent
        let kind = state.faults.next() % 3
        // The request is lost on its way.
        if isFaulty, kind == 0 { return LoopbackReply(fault: .closed) }
        let order = try state.desk.submit(terms, life: life, at: now)
        if let left = state.untilKill {
            state.untilKill = left > 1 ? left - 1 : nil
            if left <= 1, let process = request.header("X-Process").flatMap({ pid_t($0) }), process > 1 {
                Glibc.kill(process, SIGKILL)
                return LoopbackReply(fault: .closed)
            }
        }
        // The answer is lost, or comes when nobody waits for it any more.
        if isFaulty { return kind == 1 ? LoopbackReply(fault: .closed) : LoopbackReply(fault: .hung) }
        return try Self.reply(order)
    }

    private static func reply(_ value: (some Encodable)?) throws -> LoopbackReply {
        guard let value else { return LoopbackReply(status: 404) }
        return LoopbackReply(body: Array(try JSONEncoder().encode(value)))
    }
}
