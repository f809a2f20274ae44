import Glibc
import LoopbackServer

/// A server on this machine that shows the webhooks it gets and answers them as badly as it is told to.
@main enum WebhookReceiver {
    static func main() async {
        do {
            let options = try ReceiverOptions(Array(CommandLine.arguments.dropFirst()))
            let server = try LoopbackServer(port: options.port) { _, number in options.reply(to: number) }
            write("\(server.port)\n", to: STDOUT_FILENO)
            var number = 0
            var start: Double?
            while let request = await server.request(number) {
                start = start ?? request.time
                write(request.json(number: number, since: start ?? request.time) + "\n", to: STDOUT_FILENO)
                number += 1
            }
        } catch let problem as ReceiverOptions.Problem {
            write("webhook-receiver: \(problem.message)\n\(ReceiverOptions.usage)", to: STDERR_FILENO)
            exit(64)
        } catch {
            write("webhook-receiver: \(error)\n", to: STDERR_FILENO)
            exit(69)
        }
    }

    private static func write(_ text: String, to descriptor: Int32) {
        var rest = Array(text.utf8)[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            guard count > 0 else { return }
            rest = rest.dropFirst(count)
        }
    }
}
