import Contracts
import Foundation
import ServiceTestSupport

extension SubscriberSwarm {
    /// Connections that follow feeds of the service at that URL; what arrives is counted by the cursors of the hendelser.
    convenience init(url: String, paths: [String], token: String, count: Int) throws {
        guard let port = URL(string: url)?.port else { throw Unexpected(description: url) }
        self.init(port: port, paths: paths, token: token, count: count) { line in
            let data = line.dropFirst("data:".utf8.count).drop { $0 == UInt8(ascii: " ") }
            // Half a line is never handed over; one that is not JSON would be missed and so found.
            return (try? JSONReader.read(Array(data)))?["cursor"]?.integer.map(Int.init)
        }
    }

    /// Waits until every connection has an answer, whichever.
    func waitUntilAnswered(_ count: Int) async throws {
        try await eventually("an answer for each") {
            if let failure { throw failure }
            return answered + refused + closed >= count ? true : nil
        }
    }

    /// Waits until a hendelse has come to so many, or a connection ended.
    func waitUntilArrived(_ number: Int, at count: Int) async throws {
        try await eventually("hendelse \(number) at each") { arrivals(number).count >= count || closed > 0 ? true : nil }
    }

    /// Which connections were told of a hendelse, as often as they were.
    func told(_ number: Int) -> [Int] { arrivals(number).map(\.connection).sorted() }
}
